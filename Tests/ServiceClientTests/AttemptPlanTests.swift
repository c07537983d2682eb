import Testing
import Timing
import TimingTesting

@testable import ServiceClient

@Suite struct AttemptPlanTests {
  private let now = ManualTime().now
  private let policy = CallPolicy()

  @Test func attempt_that_another_can_follow_is_cut_short() {
    #expect(plan(.seconds(2))?.timeout == .seconds(1))
    #expect(plan(.milliseconds(700))?.timeout == .milliseconds(700))
  }

  @Test func attempt_that_none_can_follow_has_all_that_is_left() {
    #expect(plan(.seconds(2), mayBeFollowed: false)?.timeout == .seconds(2))
  }

  @Test func connecting_never_takes_longer_than_the_attempt() {
    #expect(plan(.seconds(2))?.connectTimeout == .milliseconds(250))
    #expect(plan(.milliseconds(100))?.connectTimeout == .milliseconds(100))
  }

  @Test func instance_is_spared_the_work_where_the_answer_would_be_too_late() {
    #expect(plan(.milliseconds(79), usual: .milliseconds(80)) == nil)
    #expect(plan(.milliseconds(80), usual: .milliseconds(80)) != nil)
    #expect(plan(.zero) == nil && plan(.microseconds(999)) == nil && plan(.seconds(-1)) == nil)
  }

  @Test func timeout_of_a_caller_in_a_hurry_is_no_evidence() {
    #expect(plan(.seconds(2))?.isPatient == true)
    #expect(plan(.milliseconds(300))?.isPatient == false)
  }

  @Test func whole_milliseconds_are_sent_on() {
    #expect(plan(.microseconds(1_999))?.milliseconds == 1)
  }

  private func plan(_ left: Duration, usual: Duration? = nil, mayBeFollowed: Bool = true) -> AttemptPlan? {
    AttemptPlan(
      at: now, deadline: Deadline(now.advanced(by: left)), policy: policy, usual: usual, mayBeFollowed: mayBeFollowed)
  }
}
