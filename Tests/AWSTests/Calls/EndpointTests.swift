import Testing

@testable import AWS

@Suite struct EndpointTests {
  struct Place: Sendable, CustomTestStringConvertible {
    var service: AWSService
    var region: String
    var host: String
    var signingRegion: String
    var testDescription: String { host }
  }

  static let places = [
    Place(service: .route53, region: "eu-west-1", host: "route53.amazonaws.com", signingRegion: "us-east-1"),
    Place(service: .route53, region: "cn-north-1", host: "route53.amazonaws.com.cn", signingRegion: "cn-northwest-1"),
    Place(
      service: .route53, region: "us-gov-east-1", host: "route53.us-gov.amazonaws.com", signingRegion: "us-gov-west-1"),
    Place(service: .ecs, region: "eu-west-1", host: "ecs.eu-west-1.amazonaws.com", signingRegion: "eu-west-1"),
    Place(service: .ecs, region: "cn-north-1", host: "ecs.cn-north-1.amazonaws.com.cn", signingRegion: "cn-north-1"),
    Place(
      service: .loadBalancing, region: "us-gov-west-1", host: "elasticloadbalancing.us-gov-west-1.amazonaws.com",
      signingRegion: "us-gov-west-1"),
    Place(
      service: .cloudMap, region: "us-east-1", host: "servicediscovery.us-east-1.amazonaws.com",
      signingRegion: "us-east-1"),
    Place(
      service: .cloudMapData, region: "us-east-1", host: "data-servicediscovery.us-east-1.amazonaws.com",
      signingRegion: "us-east-1"),
  ]

  @Test(arguments: places)
  func A_service_is_where_its_region_has_it(place: Place) throws {
    let region = try #require(Region(place.region))
    let endpoint = try Endpoint.of(place.service, region: region, environment: [:])
    #expect(endpoint.base == PlainURL("https://\(place.host)"))
    #expect(endpoint.signingRegion == place.signingRegion)
  }

  private func base(_ service: AWSService, _ environment: [String: String]) throws -> String {
    let url = try Endpoint.of(service, region: #require(Region("eu-west-1")), environment: environment).base
    return "\(url.scheme)://\(url.authority)\(url.rest)"
  }

  @Test func A_variable_names_another_server_for_all_or_for_one() throws {
    let environment = [
      "AWS_ENDPOINT_URL": "http://127.0.0.1:5555/", "AWS_ENDPOINT_URL_ROUTE_53": "https://Proxy.example:443/r53/",
    ]
    #expect(try base(.ecs, environment) == "http://127.0.0.1:5555")
    #expect(try base(.route53, environment) == "https://proxy.example/r53")
    #expect(try base(.ecs, ["AWS_ENDPOINT_URL": ""]) == "https://ecs.eu-west-1.amazonaws.com")
    let ignored = environment.merging(["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"]) { $1 }
    #expect(try base(.ecs, ignored) == "https://ecs.eu-west-1.amazonaws.com")
  }

  @Test func A_region_signed_for_stays_where_the_server_is_another() throws {
    let endpoint = try Endpoint.of(
      .route53, region: #require(Region("eu-west-1")), environment: ["AWS_ENDPOINT_URL": "http://127.0.0.1:1"])
    #expect(endpoint.signingRegion == "us-east-1")
  }

  @Test(arguments: ["127.0.0.1:5555", "ftp://a", "http://a@b", "http://a?b", "http://a/#b", "http://a b", "http://"])
  func What_is_no_URL_is_an_error_that_names_the_variable(text: String) throws {
    let error = #expect(throws: AWSError.self) { try base(.ecs, ["AWS_ENDPOINT_URL_ECS": text]) }
    #expect(error?.message.contains("AWS_ENDPOINT_URL_ECS") == true)
  }
}
