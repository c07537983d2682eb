package import Timing

/// The passing instances of a service, from the HTTP API of a Consul agent: all of them, with their IDs and weights, and
/// by a blocking query as soon as they change.
package struct ConsulAPIResolver: ServiceWatcher {
  /// Shorter than the minute after which proxies give up a connection that is silent.
  static let wait: Duration = .seconds(55)
  /// Consul adds up to a sixteenth of the wait, so that not all come back at once; and the answer takes its time.
  static let blockingTimeout: Duration = wait * 17 / 16 + .seconds(5)
  /// Of an answer that need not wait.
  static let timeout: Duration = .seconds(2)
  /// Some 5,000 instances.
  static let longestBody = 4 << 20

  private let service: String
  private let agent: (any HTTPFetching)?
  private let token: String?
  private let time: TimeSource

  /// - Parameters:
  ///   - service: Of letters, digits, hyphens, underscores and dots.
  ///   - agent: Nil where none is configured: then every question fails.
  package init(service: String, agent: (any HTTPFetching)?, token: String? = nil, time: TimeSource) {
    self.service = service
    self.agent = agent
    self.token = token
    self.time = time
  }

  package var question: AskedQuestion? {
    AskedQuestion(name: path, type: "GET", server: agent?.authority, transport: "http")
  }

  package func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    try await ask(after: 0, timeout: min(Self.timeout, deadline.remaining(at: time.now()))).result.get()
  }

  package func watch(after version: UInt64) async -> WatchedAnswer {
    do {
      return try await ask(after: version, timeout: version == 0 ? Self.timeout : Self.blockingTimeout)
    } catch {
      // What is asked next need not wait: whatever changed in the meantime is then seen at once.
      return WatchedAnswer(.failure(error), version: 0)
    }
  }

  private var path: String { "/v1/health/service/\(service)?passing" }

  private func ask(after index: UInt64, timeout: Duration) async throws(ResolutionFailure) -> WatchedAnswer {
    guard let agent else {
      throw ResolutionFailure(.unreachable, "No Consul agent is configured to ask for \(service).")
    }
    var headers = ["accept": "application/json"]
    headers["x-consul-token"] = token
    let path = index == 0 ? path : "\(path)&index=\(index)&wait=\(Self.wait.components.seconds)s"
    let answer = try await agent.get(path, headers: headers, timeout: timeout, longestBody: Self.longestBody)
    guard answer.status == 200 else { throw failure(status: answer.status, by: agent) }
    return WatchedAnswer(
      read(answer, by: agent), version: BlockingIndex.next(after: index, header: answer.headers["x-consul-index"]))
  }

  private func read(_ answer: FetchedAnswer, by agent: any HTTPFetching) -> Result<Resolution, ResolutionFailure> {
    let instances: [ServiceInstance]
    do {
      guard answer.body.count <= Self.longestBody else {
        throw ResolutionFailure(.malformed, "over \(Self.longestBody) bytes")
      }
      instances = try HealthDocument.instances(in: answer.body)
    } catch {
      return .failure(
        ResolutionFailure(
          .malformed, "What \(agent.authority) answered for \(service) cannot be read.", cause: error))
    }
    guard !instances.isEmpty else {
      return .failure(
        ResolutionFailure(.noInstances, "\(agent.authority) knows no passing instance of \(service)."))
    }
    return .success(
      Resolution(
        instances: instances, ttl: Self.wait, receivedAt: time.now(), question: question,
        records: instances.map(ShownRecord.init)))
  }

  private func failure(status: Int, by agent: any HTTPFetching) -> ResolutionFailure {
    switch status {
    case 401, 403:
      ResolutionFailure(.refused, "\(agent.authority) does not let us read \(service): HTTP status \(status).")
    default:
      ResolutionFailure(.serverFailure, "\(agent.authority) answered HTTP status \(status) for \(service).")
    }
  }
}

extension ShownRecord {
  fileprivate init(_ instance: ServiceInstance) {
    self.init(
      name: instance.id ?? "", type: "instance", ttl: ConsulAPIResolver.wait,
      data: "\(instance.endpoint) weight \(instance.weight)")
  }
}
