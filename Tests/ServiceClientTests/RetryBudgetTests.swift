import ServiceClient
import Testing
import Timing
import TimingTesting

/// The scenarios of Finagle's `RetryBudgetTest`, and what its windows are for.
@Suite struct RetryBudgetTests {
  private let start = ManualTime().now

  @Test func empty_budget_stays_empty() {
    var budget = budget(share: 0, floor: 0)
    #expect(budget.balance(at: start) == 0)
    #expect(budget.withdrawRetry(at: start) == false)
    budget.depositRequest(at: start)
    #expect(budget.balance(at: start) == 0)
    #expect(budget.withdrawRetry(at: start) == false)
  }

  @Test(arguments: [0.1, 0.5, 0.25, 0.75, 0.99, 0.999, 0.9999, 0.01, 0.001, 0.0001])
  func share_of_requests_can_be_retried(share: Double) {
    var budget = budget(share: share, floor: 0, window: 60)
    #expect(abs(retries(of: 10_000, &budget) - Int(10_000 * share)) <= 1)
  }

  @Test func share_above_one_gives_several_retries_a_request() {
    var budget = budget(share: 2, floor: 0, window: 60)
    for _ in 0..<10_000 { budget.depositRequest(at: start) }
    #expect(budget.balance(at: start) == 20_000)
  }

  @Test(arguments: [(1, 10, 0.0), (2, 5, 0.0), (1, 10, 0.1), (2, 5, 0.5)])
  func floor_adds_its_retries_for_the_whole_window(window: Int, floor: Int, share: Double) {
    var budget = budget(share: share, floor: floor, window: window)
    #expect(budget.balance(at: start) == Double(window * floor))
    #expect(abs(retries(of: 10_000, &budget) - (Int(10_000 * share) + window * floor)) <= 1)
  }

  @Test func negative_limits_are_none() {
    var budget = budget(share: -1, floor: -5)
    budget.depositRequest(at: start)
    #expect(budget.balance(at: start) == 0)
  }

  @Test func deposit_is_worth_nothing_after_the_window() {
    var budget = budget(share: 1, floor: 0)
    budget.depositRequest(at: start)
    #expect(budget.balance(at: start.advanced(by: .milliseconds(9_999))) == 1)
    #expect(budget.balance(at: start.advanced(by: .seconds(10))) == 0)
  }

  @Test func floor_comes_back_once_its_withdrawals_are_out_of_the_window() {
    var budget = budget(share: 0, floor: 1)
    #expect(retries(of: 20, &budget) == 10)
    #expect(budget.withdrawRetry(at: start.advanced(by: .seconds(9))) == false)
    #expect(budget.balance(at: start.advanced(by: .seconds(10))) == 10)
  }

  @Test func long_silence_leaves_exactly_the_floor() {
    var budget = budget(share: 0.5, floor: 2)
    for second in 0..<30 { budget.depositRequest(at: start.advanced(by: .seconds(second))) }
    #expect(budget.balance(at: start.advanced(by: .seconds(100_000))) == 20)
  }

  @Test func time_that_goes_back_changes_nothing() {
    var budget = budget(share: 1, floor: 0)
    budget.depositRequest(at: start.advanced(by: .seconds(5)))
    #expect(budget.balance(at: start) == 1)
  }

  private func budget(share: Double, floor: Int, window: Int = 10) -> RetryBudget {
    RetryBudget(.init(share: share, floorPerSecond: floor, window: .seconds(window)), at: start)
  }

  private func retries(of requests: Int, _ budget: inout RetryBudget) -> Int {
    var retries = 0
    for _ in 0..<requests {
      budget.depositRequest(at: start)
      if budget.withdrawRetry(at: start) { retries += 1 }
    }
    return retries
  }
}
