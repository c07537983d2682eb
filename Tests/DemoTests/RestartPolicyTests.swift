import Testing

@testable import Demo

@Suite struct RestartPolicyTests {
  @Test func The_wait_doubles_up_to_its_limit() {
    var policy = RestartPolicy()
    let decisions = (1...6).map { _ in policy.ended(after: .seconds(1)) }
    let delays: [Duration] = [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(8)]
    #expect(decisions == delays.map { .restart(after: $0) })
  }

  @Test func A_process_that_stayed_up_starts_over() {
    var policy = RestartPolicy()
    for _ in 1...5 { _ = policy.ended(after: .zero) }
    #expect(policy.ended(after: policy.stableAfter) == .restart(after: policy.firstDelay))
    #expect(policy.ended(after: .zero) == .restart(after: policy.firstDelay * 2))
  }

  @Test func A_process_that_keeps_ending_is_given_up() {
    var policy = RestartPolicy()
    let decisions = (0...policy.mostInARow).map { _ in policy.ended(after: .zero) }
    #expect(decisions.dropLast().allSatisfy { $0 != .giveUp })
    #expect(decisions.last == .giveUp)
  }
}
