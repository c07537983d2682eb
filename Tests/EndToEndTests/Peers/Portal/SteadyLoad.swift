import Foundation
import Synchronization
import Testing

/// A few clients that ask a portal for the same thing again and again, a hundred times a second at most, and what they
/// got: whatever happens meanwhile should cost none of them an answer.
final class SteadyLoad: Sendable {
  private struct Tally {
    var answered = 0
    var failures: [String] = []
    /// How many answers there were when each instance gave its last one.
    var lastOf: [String: Int] = [:]
    var isOver = false
  }

  private static let clients = 5
  private static let pause = Duration.milliseconds(50)
  /// For what would never come.
  private static let limit = Duration.seconds(90)

  private let url: String
  private let tally = Mutex(Tally())

  private init(_ url: String) {
    self.url = url
  }

  /// Asks for `url` for as long as `body` runs. Fails where a request does, with a word on the first ones.
  static func run(on url: String, while body: (SteadyLoad) async throws -> Void) async throws {
    let load = SteadyLoad(url)
    let clients = (0..<clients).map { _ in Task { await load.ask() } }
    let result: Result<Void, any Error>
    do {
      try await load.answers(50)
      try await body(load)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    load.tally.withLock { $0.isOver = true }
    for client in clients { await client.value }
    let (answered, failures) = load.tally.withLock { ($0.answered, $0.failures) }
    #expect(failures.isEmpty, "\(failures.count) failed, \(answered) did not: \(failures.prefix(5))")
    try result.get()
  }

  /// Which instance gave the latest answer: one that is in use now. One that was slow once may be idle for a while.
  var latestInstance: String? {
    tally.withLock { tally in tally.lastOf.first { $0.value == tally.answered }?.key }
  }

  /// Returns once there were `count` more answers.
  func answers(_ count: Int) async throws {
    let before = tally.withLock { $0.answered }
    try await eventually("\(count) answers", within: Self.limit) {
      self.tally.withLock { $0.answered >= before + count }
    }
  }

  /// Returns once `instance` has answered.
  func isUsed(_ instance: String) async throws {
    try await eventually("\(instance) to be used", within: Self.limit) {
      self.tally.withLock { $0.lastOf[instance] != nil }
    }
  }

  /// Returns once `instance` has answered anew.
  func isLatest(_ instance: String) async throws {
    try await eventually("\(instance) to be used again", within: Self.limit) { latestInstance == instance }
  }

  /// Returns once none of many answers in a row came from `instance`.
  func isLeftAlone(_ instance: String) async throws {
    try await eventually("\(instance) to be left alone", within: Self.limit) {
      self.tally.withLock { $0.answered - ($0.lastOf[instance] ?? 0) >= 100 }
    }
  }

  private func ask() async {
    while !tally.withLock({ $0.isOver }) {
      do {
        note(try await Web.get(url))
      } catch {
        tally.withLock { $0.failures.append("\(error)") }
      }
      try? await Task.sleep(for: Self.pause)
    }
  }

  private func note(_ answer: Answer) {
    tally.withLock { tally in
      guard answer.status == 200, let instance = answer.servedBy else {
        tally.failures.append("\(answer.status) \(answer.text)")
        return
      }
      tally.answered += 1
      tally.lastOf[instance] = tally.answered
    }
  }
}
