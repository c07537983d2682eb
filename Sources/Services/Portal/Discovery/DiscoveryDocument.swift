import Chassis
import Discovery
import FoundationEssentials
import ServiceClient
import Timing

/// What `/discovery` tells: how the portal finds each service, and what it knows of its instances.
///
/// Every member is always there; what is unknown is null. Durations are in seconds unless their name ends in `Ms`.
struct DiscoveryDocument {
  var strategy: DiscoveryStrategy
  /// What may be changed to; empty where nothing may.
  var offered: [DiscoveryStrategy]
  var isSwitchable: Bool
  /// Whether `/demo` is there.
  var hasControl: Bool
  var services: [ClusterReport]
  /// The same moment on both clocks.
  var now: TimeSource.Instant
  var today: Date

  var json: JSONValue {
    .object([
      "strategy": .string(strategy.rawValue),
      "strategies": .array(offered.map { .string($0.rawValue) }),
      "switchable": .boolean(isSwitchable),
      "control": .boolean(hasControl),
      "services": .array(services.map(service)),
    ])
  }

  private func service(_ report: ClusterReport) -> JSONValue {
    let resolution = report.resolution
    return .object([
      "service": .string(report.service),
      "strategy": .string(report.strategy),
      "question": resolution.question.map(question) ?? .null,
      "status": .string(resolution.status.rawValue),
      "age": seconds(resolution.age),
      "records": .array(resolution.records.map(record)),
      "lookup": .object([
        "queries": .integer(resolution.queries),
        "failures": .integer(resolution.failures),
        "lastError": text(resolution.lastError),
        "lastDurationMs": milliseconds(resolution.lastDuration),
        "nextRefresh": seconds(resolution.nextRefresh),
      ]),
      "endpoints": .array(report.endpoints.map(endpoint)),
      "attempts": .object([
        "requests": .integer(report.calls.requests),
        "retries": .integer(report.calls.retries),
        "budgetLeft": .number((report.calls.budgetLeft * 10).rounded(.down) / 10),
        "hedges": .integer(report.calls.hedges),
      ]),
    ])
  }

  private func question(_ question: AskedQuestion) -> JSONValue {
    .object([
      "name": .string(question.name), "type": .string(question.type), "server": text(question.server),
      "transport": text(question.transport),
    ])
  }

  private func record(_ shown: ResolutionReport.Record) -> JSONValue {
    .object([
      "name": .string(shown.record.name), "type": .string(shown.record.type),
      "ttl": .integer(Int(shown.record.ttl.components.seconds)), "ttlLeft": seconds(shown.remaining),
      "data": .string(shown.record.data),
    ])
  }

  private func endpoint(_ report: EndpointReport) -> JSONValue {
    .object([
      "address": .string(report.instance.endpoint.description),
      "id": text(report.instance.id),
      "priority": .integer(Int(report.instance.priority)),
      "weight": .integer(Int(report.instance.weight)),
      "state": .string(report.state.rawValue),
      "inFlight": .integer(report.inFlight),
      "latencyMs": milliseconds(report.latency),
      "requests": .integer(report.requests),
      "failures": .integer(report.failures),
      "lastError": text(report.lastError),
      "lastUsed": report.lastUsed.map(date) ?? .null,
      "ejectedFor": seconds(report.ejectedFor),
    ])
  }

  private func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

  private func date(_ instant: TimeSource.Instant) -> JSONValue {
    let date = today.addingTimeInterval((instant - now) / .seconds(1))
    return .string(date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }

  /// To the millisecond.
  private func seconds(_ duration: Duration?) -> JSONValue {
    duration.map { .number(($0 / .milliseconds(1)).rounded() / 1000) } ?? .null
  }

  /// To the microsecond.
  private func milliseconds(_ duration: Duration?) -> JSONValue {
    duration.map { .number(($0 / .microseconds(1)).rounded() / 1000) } ?? .null
  }
}
