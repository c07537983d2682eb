import Chassis
import HTTPClient
import Synchronization

@testable import Portal

/// Gives one outcome for every call, and remembers the calls.
final class ScriptedCaller: BackendCaller {
  private let log = Mutex<[(backend: Backend, request: BackendRequest)]>([])
  private let outcome: Result<ClientResponse, any Error>

  init(_ outcome: Result<ClientResponse, any Error>) {
    self.outcome = outcome
  }

  var calls: [(backend: Backend, request: BackendRequest)] { log.withLock { $0 } }

  func call(_ backend: Backend, _ request: BackendRequest) async throws -> BackendAnswer {
    log.withLock { $0.append((backend, request)) }
    return BackendAnswer(response: try outcome.get(), endpoint: HostPort(host: "10.0.0.1", port: 4567))
  }

  func report() -> DiscoveryReport {
    DiscoveryReport(strategy: "static", services: [])
  }
}
