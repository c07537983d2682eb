import Chassis
import NIOCore
import Synchronization

/// What one run of the registrar counts, in CloudWatch's embedded metric format: one line of the log, from which CloudWatch
/// makes metrics by itself. Values that are zero are written, too: an alarm needs them.
struct RegistrarMetrics: Sendable, Equatable {
  static let namespace = "FoundByName/Registrar"

  var cluster: String
  var trigger = "unknown"
  /// Nil where it came to no end.
  var report: RegistrarReport?
  /// Code of the error where it failed.
  var fault: String?
  /// Attempts at calls that were refused because too many came, and those that failed otherwise.
  var throttles = 0
  var failedCalls = 0
  var milliseconds: Int

  /// - Parameter time: Milliseconds since 1970.
  func line(at time: Int) -> String {
    let values = values
    let metrics = values.map { name, unit, _ in JSONValue.object(["Name": .string(name), "Unit": .string(unit)]) }
    var members: [String: JSONValue] = [
      "_aws": .object([
        "Timestamp": .integer(time),
        "CloudWatchMetrics": .array([
          .object([
            "Namespace": .string(Self.namespace), "Dimensions": .array([.array([.string("Cluster")])]),
            "Metrics": .array(metrics),
          ])
        ]),
      ]),
      "Cluster": .string(cluster),
      "Trigger": .string(trigger),
    ]
    if let fault { members["Fault"] = .string(fault) }
    for (name, _, value) in values { members[name] = .integer(value) }
    // Whole numbers and texts can always be written.
    let text = (try? JSONText.encode(JSONValue.object(members))).map { String(buffer: $0) } ?? "{}"
    return text + "\n"
  }

  private var values: [(name: String, unit: String, value: Int)] {
    let changes = report.map { $0.isDryRun ? RegistrarReport(outcome: $0.outcome, trigger: $0.trigger) : $0 }
    return [
      ("Runs", "Count", 1),
      ("Failures", "Count", fault == nil ? 0 : 1),
      ("Ignored", "Count", report?.outcome == .ignored ? 1 : 0),
      ("Created", "Count", changes?.count(.create) ?? 0),
      ("Replaced", "Count", changes?.count(.replace) ?? 0),
      ("Deleted", "Count", changes?.count(.delete) ?? 0),
      ("Problems", "Count", report?.problems.count ?? 0),
      ("Throttles", "Count", throttles),
      ("FailedCalls", "Count", failedCalls),
      ("Duration", "Milliseconds", milliseconds),
    ]
  }
}

/// Counts the attempts at calls that failed within one run, whether or not the next succeeded.
final class CallTally: Sendable {
  private struct State {
    var throttles = 0
    var failures = 0
  }

  private let state = Mutex(State())

  var throttles: Int { state.withLock(\.throttles) }
  var failures: Int { state.withLock(\.failures) }

  func attemptFailed(isThrottling: Bool) {
    state.withLock {
      $0.throttles += isThrottling ? 1 : 0
      $0.failures += isThrottling ? 0 : 1
    }
  }
}
