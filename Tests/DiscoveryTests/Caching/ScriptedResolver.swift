import DNS
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Discovery

/// Answers what a test says, once the test lets it: each query waits until it is answered by hand, or gets the standing
/// answer.
final class ScriptedResolver: ServiceResolver {
  typealias Answer = Result<Resolution, ResolutionFailure>

  private struct State {
    var queries = 0
    var standing: Answer?
    var waiting: [CheckedContinuation<Answer, Never>] = []
    var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())
  let question: AskedQuestion? = AskedQuestion(name: "weather.test.", type: "A")

  var queries: Int { state.withLock { $0.queries } }

  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    let answer = await withCheckedContinuation { continuation in
      let (standing, met) = state.withLock { state in
        state.queries += 1
        let count = state.queries
        let met = state.watchers.filter { $0.count <= count }
        state.watchers.removeAll { $0.count <= count }
        if state.standing == nil { state.waiting.append(continuation) }
        return (state.standing, met)
      }
      if let standing { continuation.resume(returning: standing) }
      for watcher in met { watcher.continuation.resume() }
    }
    return try answer.get()
  }

  /// From now on, each query is answered so at once; nil for none.
  func standing(_ answer: Answer?) {
    state.withLock { $0.standing = answer }
  }

  /// Answers the oldest query that waits, which must be there.
  func answer(_ answer: Answer) {
    let continuation = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    guard let continuation else {
      Issue.record("no query waits")
      return
    }
    continuation.resume(returning: answer)
  }

  /// Returns once `count` queries have come in all.
  func queries(atLeast count: Int) async {
    await withCheckedContinuation { continuation in
      let isMet = state.withLock { state in
        if state.queries >= count { return true }
        state.watchers.append((count, continuation))
        return false
      }
      if isMet { continuation.resume() }
    }
  }
}

extension ServiceInstance {
  /// 10.0.0.`number`:80.
  static func test(_ number: UInt32, weight: UInt16 = 1) -> ServiceInstance {
    ServiceInstance(endpoint: Endpoint(address: .v4(0x0A00_0000 + number), port: 80), weight: weight)
  }
}

extension Resolution {
  static func test(
    _ numbers: [UInt32], ttl: Duration = .seconds(60), at instant: TimeSource.Instant, isPartial: Bool = false
  ) -> Resolution {
    Resolution(
      instances: numbers.map { .test($0) }, ttl: ttl, receivedAt: instant,
      question: AskedQuestion(name: "weather.test.", type: "A", server: "127.0.0.1:53", transport: "udp"),
      isPartial: isPartial)
  }
}

extension ResolutionFailure {
  static let nobody = ResolutionFailure(.noSuchName, "There is no such name.")
  static let silence = ResolutionFailure(.timedOut, "No server answered in time.")
}

extension RandomSource {
  /// Draws the middle of every range, or near it.
  static let middle = RandomSource { UInt64.max / 2 }
  /// Draws the least of every range. 0 would be drawn again for ever: the even spread of a range throws it away.
  static let least = RandomSource { 1 }
}
