import Chassis
import Testing
import Timing

@testable import Upstream

@Suite struct AnswerMemoryTests {
  private static let policy = MemoryPolicy(
    freshFor: .seconds(60), staleFor: .seconds(3600), unknownFor: .seconds(600), capacity: 8)
  private let start = TimeSource.Instant.now

  @Test func An_answer_is_fresh_for_as_long_as_the_policy_says_then_stale_then_gone() {
    var memory = AnswerMemory<String, Int>(Self.policy)
    memory.keep(1, for: "a", freshFor: nil, at: start)
    #expect(found(&memory, after: .seconds(59)) == "fresh 1")
    #expect(found(&memory, after: .seconds(60)) == "missing, stale 1")
    #expect(found(&memory, after: .seconds(3659)) == "missing, stale 1")
    #expect(found(&memory, after: .seconds(3660)) == "missing")
    #expect(memory.count == 0)
  }

  @Test func What_the_provider_says_of_its_answer_goes_before_the_policy() {
    var memory = AnswerMemory<String, Int>(Self.policy)
    memory.keep(1, for: "a", freshFor: .seconds(5), at: start)
    #expect(found(&memory, after: .seconds(4)) == "fresh 1")
    #expect(found(&memory, after: .seconds(5)) == "missing, stale 1")
  }

  @Test func Unknown_holds_for_its_time_and_replaces_an_answer() {
    var memory = AnswerMemory<String, Int>(Self.policy)
    memory.keep(1, for: "a", freshFor: nil, at: start)
    memory.keepUnknown(.unknown("no"), for: "a", at: start)
    #expect(found(&memory, after: .seconds(599)) == "unknown")
    #expect(found(&memory, after: .seconds(600)) == "missing")
  }

  @Test func Beyond_its_capacity_it_forgets_what_was_not_asked_for_the_longest() {
    var memory = AnswerMemory<String, Int>(Self.policy)
    for number in 0..<8 { memory.keep(number, for: "\(number)", freshFor: nil, at: start) }
    _ = memory.find("0", at: start)
    memory.keep(8, for: "8", freshFor: nil, at: start)
    #expect(memory.count <= 8)
    #expect(found(&memory, "0", after: .zero) == "fresh 0")
    #expect(found(&memory, "1", after: .zero) == "missing")
    #expect(found(&memory, "8", after: .zero) == "fresh 8")
  }

  private func found(
    _ memory: inout AnswerMemory<String, Int>, _ question: String = "a", after duration: Duration
  ) -> String {
    switch memory.find(question, at: start.advanced(by: duration)) {
    case .fresh(let answer): "fresh \(answer)"
    case .unknown: "unknown"
    case .missing(let stale?): "missing, stale \(stale)"
    case .missing(nil): "missing"
    }
  }
}
