import Chassis
import FoundationEssentials
import Logging
import Testing
import Timing
import TimingTesting

@testable import AWS
@testable import AWSDouble
@testable import Registrar

/// An account of AWS with a private zone and a cluster, and a registrar for them, by a time that goes on when somebody
/// waits.
struct Stage {
  static let zoneID = "Z0000000EXAMPLE"
  static let identity = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")

  let time = ManualTime()
  private let hasty: TimeSource
  let aws: AWSDouble
  let log = CollectedLog()
  let metrics = CollectedLines()

  /// - Parameter settings: There is no rate unless they say one.
  init(_ settings: (inout AWSDouble.Settings) -> Void = { _ in }) {
    var own = AWSDouble.Settings()
    own.route53PerSecond = nil
    settings(&own)
    hasty = Self.hasty(time)
    aws = AWSDouble(own, time: hasty, now: { Date(timeIntervalSince1970: 1_795_281_342) })
    aws.putZone("ecs.internal", id: Self.zoneID)
    aws.putCluster("main")
  }

  /// Whoever waits goes on at once, at the time that it waits for.
  private static func hasty(_ time: ManualTime) -> TimeSource {
    TimeSource(
      now: { time.now },
      sleepUntil: { instant in
        try Task.checkCancellation()
        time.advance(by: max(.zero, instant - time.now))
      })
  }

  /// - Parameter attempts: How often a call is made in all.
  func application(_ settings: [String: String] = [:], attempts: Int = 1) throws -> RegistrarApplication {
    var configuration = ["REGISTRAR_ZONE_ID": Self.zoneID, "REGISTRAR_CLUSTER": "main"]
    configuration.merge(settings) { $1 }
    var client = aws.client(retries: RetryRule(attempts: attempts))
    client.timeout = .seconds(600)
    return RegistrarApplication(
      configuration: try RegistrarConfiguration(Settings(environment: configuration)), client: client,
      logger: log.logger, metrics: metrics, time: hasty, now: { Date(timeIntervalSince1970: 1_795_281_342) })
  }

  @discardableResult
  func reconcile(_ settings: [String: String] = [:], attempts: Int = 1) async throws -> RegistrarReport {
    try await application(settings, attempts: attempts)
      .report(on: RegistrarEvent(trigger: "test", wish: .reconcile(.all)))
  }

  @discardableResult
  func withdraw() async throws -> RegistrarReport {
    try await application().report(on: RegistrarEvent(trigger: "test", wish: .withdraw))
  }

  /// Makes a load balancer with a target group, and a service behind it.
  func putService(_ name: String, behind balancer: String? = nil, in cluster: String = "main") {
    let balancer = balancer ?? name.lowercased()
    let group = aws.putTargetGroup(balancer, behind: [aws.putLoadBalancer(balancer)])
    aws.putService(name, in: cluster, loadBalancers: [group])
  }

  /// What others write.
  func put(_ type: String, _ name: String, _ value: String, ttl: Int = 60) {
    aws.put(ZoneRecords(type, name, ttl: ttl, [value]), in: Self.zoneID)
  }

  /// As the registrar of `cluster` writes it.
  func putOwned(_ label: String, to target: String, service: String? = nil, cluster: String = "main") {
    put("CNAME", "\(label).ecs.internal.", target)
    put("TXT", "_registrar.\(label).ecs.internal.", Self.mark(service ?? label, cluster: cluster))
  }

  /// What is in the zone beside its own records, in its order.
  var records: [String] { aws.writtenRecords(in: Self.zoneID).map(\.description) }

  /// How many batches were made.
  var changeCount: Int { aws.changes.count }

  static func dns(_ balancer: String) -> String { "internal-\(balancer)-1234567890.eu-west-1.elb.amazonaws.com" }

  static func mark(_ service: String, cluster: String = "main") -> String {
    "\"heritage=found-by-name,cluster=\(cluster),service=\(service),account=123456789012,region=eu-west-1\""
  }

  /// The two records of a service, as ``records`` has them.
  static func pair(_ label: String, to target: String, service: String? = nil, ttl: Int = 60) -> [String] {
    [
      "TXT _registrar.\(label).ecs.internal. \(ttl) \(mark(service ?? label))",
      "CNAME \(label).ecs.internal. \(ttl) \(target)",
    ]
  }

  func recordsAre(_ expected: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(Set(records) == Set(expected), sourceLocation: sourceLocation)
    #expect(records.count == expected.count, sourceLocation: sourceLocation)
  }
}
