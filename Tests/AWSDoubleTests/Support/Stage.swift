import FoundationEssentials
import Testing
import TimingTesting

@testable import AWS
@testable import AWSDouble

/// A double with a private zone, by a time that the test moves on, and a client that asks once only.
struct Stage {
  let time = ManualTime()
  let aws: AWSDouble
  let zone = "Z0000000EXAMPLE"

  /// - Parameter settings: There is no rate unless they say one.
  init(_ settings: (inout AWSDouble.Settings) -> Void = { _ in }) {
    var own = AWSDouble.Settings()
    own.route53PerSecond = nil
    settings(&own)
    aws = AWSDouble(own, time: time.source, now: { Date(timeIntervalSince1970: 1_795_281_342) })
    aws.putZone("ecs.internal", id: zone)
  }

  var client: AWSClient { aws.client(retries: RetryRule(attempts: 1)) }
  var route53: Route53 { Route53(client) }
  var ecs: ECS { ECS(client) }
  var balancing: LoadBalancing { LoadBalancing(client) }

  /// Makes the changes, and gives what Route 53 says of each that it refuses; nothing where it makes them.
  func refusals(_ changes: RecordChange...) async throws -> [String] {
    do {
      _ = try await route53.change(changes, in: zone)
      return []
    } catch let error as AWSError where error.code == .invalidChangeBatch && error.status == 400 {
      let message = error.message
      return message.hasPrefix("[") ? [String(message.dropFirst().dropLast())] : error.details
    }
  }

  /// What is in the zone beside its own records.
  var written: [String] { aws.writtenRecords(in: zone).map(\.description) }

  /// The body of a batch, sent as it stands.
  func send(_ body: String) async -> AWSError? {
    do {
      _ = try await client.send(.post("/2013-04-01/hostedzone/\(zone)/rrset/", xml: body), to: .route53)
      return nil
    } catch {
      return error as? AWSError
    }
  }
}

extension RecordChange {
  static func create(
    _ type: String, _ name: String, _ values: String..., ttl: Int = 60
  ) -> RecordChange {
    RecordChange(.create, ResourceRecordSet(name: name, type: type, ttl: ttl, values: values))
  }

  static func upsert(
    _ type: String, _ name: String, _ values: String..., ttl: Int = 60
  ) -> RecordChange {
    RecordChange(.upsert, ResourceRecordSet(name: name, type: type, ttl: ttl, values: values))
  }

  static func delete(
    _ type: String, _ name: String, _ values: String..., ttl: Int = 60
  ) -> RecordChange {
    RecordChange(.delete, ResourceRecordSet(name: name, type: type, ttl: ttl, values: values))
  }
}
