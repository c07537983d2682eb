/// The server of a service in a region, and how requests for it are signed.
struct Endpoint: Equatable {
  /// Without a slash at its end.
  var base: PlainURL
  var signingRegion: String

  /// - Parameter environment: May name another server, for all services by `AWS_ENDPOINT_URL` or for one by
  ///   `AWS_ENDPOINT_URL_ROUTE_53` and its like, unless `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` is `true`.
  static func of(
    _ service: AWSService, region: Region, environment: [String: String]
  ) throws(AWSError) -> Endpoint {
    let partition = Partition(of: region)
    let signingRegion = service.isGlobal ? partition.globalRegion : region.name
    if let configured = try configured(for: service, environment) {
      return Endpoint(base: configured, signingRegion: signingRegion)
    }
    let place = service.isGlobal ? partition.globalLabel : region.name
    let host = [service.hostLabel, place, partition.domain].filter { !$0.isEmpty }.joined(separator: ".")
    guard let base = PlainURL("https://\(host)") else {
      throw AWSError(.invalidRequest, "\(service.name) has no host in \(region).")
    }
    return Endpoint(base: base, signingRegion: signingRegion)
  }

  private static func configured(
    for service: AWSService, _ environment: [String: String]
  ) throws(AWSError) -> PlainURL? {
    if environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"]?.lowercased() == "true" { return nil }
    for variable in ["AWS_ENDPOINT_URL_\(service.identifier)", "AWS_ENDPOINT_URL"] {
      guard let text = environment.nonEmpty(variable) else { continue }
      guard var url = PlainURL(text), !url.rest.contains("?") else {
        throw AWSError(.invalidRequest, "\(variable) must be an http or https URL without a query.")
      }
      while url.rest.hasSuffix("/") { url.rest.removeLast() }
      return url
    }
    return nil
  }
}

/// A part of AWS with accounts, names and domains of its own.
struct Partition: Equatable {
  var domain: String
  /// Where the services of the whole partition are signed for.
  var globalRegion: String
  /// In the hosts of those services; empty in the usual partition.
  var globalLabel: String

  init(of region: Region) {
    switch region.name {
    case let name where name.hasPrefix("cn-"):
      self.init(domain: "amazonaws.com.cn", globalRegion: "cn-northwest-1", globalLabel: "")
    case let name where name.hasPrefix("us-gov-"):
      self.init(domain: "amazonaws.com", globalRegion: "us-gov-west-1", globalLabel: "us-gov")
    default: self.init(domain: "amazonaws.com", globalRegion: "us-east-1", globalLabel: "")
    }
  }

  private init(domain: String, globalRegion: String, globalLabel: String) {
    self.domain = domain
    self.globalRegion = globalRegion
    self.globalLabel = globalLabel
  }
}
