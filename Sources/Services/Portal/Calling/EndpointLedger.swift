import Chassis
import FoundationEssentials
import Synchronization

/// What happened with each endpoint of one service since the start.
struct EndpointRecord: Sendable, Equatable {
  var endpoint: HostPort
  var requests = 0
  /// Requests that got no answer. An answer of any status is none.
  var failures = 0
  var lastError: String?
  var lastUsed: Date?
}

/// Keeps the records of one service. Its endpoints are known from the start, so it does not grow.
final class EndpointLedger: Sendable {
  private let records: Mutex<[EndpointRecord]>

  init(_ endpoints: [HostPort]) {
    records = Mutex(endpoints.map { EndpointRecord(endpoint: $0) })
  }

  /// In the order of the endpoints.
  var all: [EndpointRecord] { records.withLock { $0 } }

  func began(_ endpoint: HostPort, at now: Date) {
    update(endpoint) { record in
      record.requests += 1
      record.lastUsed = now
    }
  }

  func failed(_ endpoint: HostPort, because error: String) {
    update(endpoint) { record in
      record.failures += 1
      record.lastError = error
    }
  }

  private func update(_ endpoint: HostPort, _ change: (inout EndpointRecord) -> Void) {
    records.withLock { records in
      guard let index = records.firstIndex(where: { $0.endpoint == endpoint }) else { return }
      change(&records[index])
    }
  }
}
