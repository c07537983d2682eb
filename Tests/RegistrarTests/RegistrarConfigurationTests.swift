import Chassis
import Testing

@testable import Registrar

@Suite struct RegistrarConfigurationTests {
  private static let least = ["REGISTRAR_ZONE_ID": "Z1", "REGISTRAR_CLUSTER": "main"]

  private func configuration(_ more: [String: String], isFunction: Bool = false) throws -> RegistrarConfiguration {
    try RegistrarConfiguration(
      Settings(environment: Self.least.merging(more) { $1 }), isFunction: isFunction)
  }

  @Test func Zone_and_cluster_are_enough() throws {
    let configuration = try configuration([:])
    #expect(configuration.zoneID == "Z1")
    #expect(configuration.zoneName == nil)
    #expect(configuration.cluster.name == "main")
    #expect(configuration.ttl == 60)
    #expect(!configuration.isDryRun)
    #expect(configuration.metrics == .none)
  }

  @Test func A_function_writes_metrics_unless_told_otherwise() throws {
    #expect(try configuration([:], isFunction: true).metrics == .emf)
    #expect(try configuration(["REGISTRAR_METRICS": "none"], isFunction: true).metrics == .none)
    #expect(try configuration(["REGISTRAR_METRICS": "emf"]).metrics == .emf)
  }

  @Test func A_zone_may_be_given_as_Route_53_writes_it() throws {
    let configuration = try configuration([
      "REGISTRAR_ZONE_ID": "/hostedzone/Z0123456789ABC", "REGISTRAR_ZONE_NAME": "ECS.Internal.",
    ])
    #expect(configuration.zoneID == "Z0123456789ABC")
    #expect(configuration.zoneName == "ecs.internal")
  }

  @Test func A_cluster_may_be_given_by_its_ARN() throws {
    let cluster = try configuration(["REGISTRAR_CLUSTER": "arn:aws:ecs:eu-west-1:111122223333:cluster/main"]).cluster
    #expect(cluster.name == "main")
    #expect(cluster.region == "eu-west-1")
    #expect(cluster.account == "111122223333")
  }

  @Test(arguments: [
    ("REGISTRAR_ZONE_ID", ""), ("REGISTRAR_ZONE_ID", "zone 1"), ("REGISTRAR_ZONE_ID", "/hostedzone/"),
    ("REGISTRAR_CLUSTER", ""), ("REGISTRAR_CLUSTER", "a b"),
    ("REGISTRAR_CLUSTER", "arn:aws:ecs:eu-west-1:1:service/main/x"),
    ("REGISTRAR_CLUSTER", "arn:aws:ecs:::cluster/main"),
    ("REGISTRAR_ZONE_NAME", "a..b"), ("REGISTRAR_ZONE_NAME", "."), ("REGISTRAR_ZONE_NAME", "a b"),
    ("REGISTRAR_TTL", "0"), ("REGISTRAR_TTL", "1m"), ("REGISTRAR_DRY_RUN", "perhaps"), ("REGISTRAR_METRICS", "statsd"),
  ])
  func A_wrong_value_is_refused_by_name(key: String, value: String) {
    let error = #expect(throws: ConfigurationError.self) { try configuration([key: value]) }
    #expect(error?.key == key)
  }
}
