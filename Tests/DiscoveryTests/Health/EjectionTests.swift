import Discovery
import Testing
import Timing

/// When an endpoint is taken out of use. Many of the cases are those of Envoy's outlier detection and of Finagle's failure
/// accrual.
@Suite struct EjectionTests {
  private let three = [ServiceInstance.at(1), .at(2), .at(3)]

  @Test func The_first_connect_failure_ejects() throws {
    let fixture = BalancerFixture(three)
    fixture.attempt(.at(1), .connectFailure, error: "connection refused")
    #expect(fixture.state(.at(1)) == .ejected)
    let change = try #require(fixture.changes().first)
    #expect(change.suggestsRefresh)
    #expect(change.description.hasPrefix("10.0.0.1:80 ejected for "))
    #expect(change.description.hasSuffix(" s: no connection (connection refused)"))
    for _ in 0..<100 { #expect(fixture.next() != .at(1)) }
  }

  @Test(arguments: [Outcome.serverError, .reset, .timeout])
  func Five_soft_failures_in_a_row_eject(outcome: Outcome) {
    let fixture = BalancerFixture(three)
    for _ in 0..<4 { fixture.attempt(.at(1), outcome) }
    #expect(fixture.state(.at(1)) == .available)
    fixture.attempt(.at(1), outcome)
    #expect(fixture.state(.at(1)) == .ejected)
    #expect(fixture.changes().map(\.suggestsRefresh) == [false])
  }

  @Test func A_success_in_between_starts_the_row_again() {
    let fixture = BalancerFixture(three)
    for _ in 0..<4 { fixture.attempt(.at(1), .serverError) }
    fixture.attempt(.at(1), .success)
    for _ in 0..<4 { fixture.attempt(.at(1), .serverError) }
    #expect(fixture.state(.at(1)) == .available)
    fixture.attempt(.at(1), .serverError)
    #expect(fixture.state(.at(1)) == .ejected)
  }

  @Test func Kinds_of_soft_failures_count_together() {
    let fixture = BalancerFixture(three)
    for outcome in [Outcome.serverError, .reset, .timeout, .serverError, .reset] { fixture.attempt(.at(1), outcome) }
    #expect(fixture.state(.at(1)) == .ejected)
  }

  @Test func Fewer_than_four_in_five_of_twenty_within_ten_seconds_eject() {
    let fixture = BalancerFixture(three)
    // Each fourth fails: never two in a row, and 75 % succeed.
    for number in 1...19 { fixture.attempt(.at(1), number % 4 == 0 ? .serverError : .success) }
    #expect(fixture.state(.at(1)) == .available)
    fixture.attempt(.at(1), .serverError)
    #expect(fixture.changes().map(\.event.reason) == [.successRate(0.75)])
  }

  @Test func Four_in_five_are_enough() {
    let fixture = BalancerFixture(three)
    for number in 1...1000 { fixture.attempt(.at(1), number % 5 == 0 ? .serverError : .success) }
    #expect(fixture.state(.at(1)) == .available)
  }

  @Test func What_is_older_than_ten_seconds_does_not_count() {
    let fixture = BalancerFixture(three)
    for number in 1...100 {
      fixture.attempt(.at(1), number % 4 == 0 ? .serverError : .success)
      fixture.advance(.milliseconds(600))
    }
    #expect(fixture.state(.at(1)) == .available)
  }

  @Test(arguments: [Outcome.overloaded, .cancelled])
  func What_says_nothing_about_health_never_ejects(outcome: Outcome) {
    let fixture = BalancerFixture(three)
    for _ in 0..<200 { fixture.attempt(.at(1), outcome) }
    #expect(fixture.state(.at(1)) == .available)
    // It does not end a row of failures either.
    for _ in 0..<4 { fixture.attempt(.at(1), .serverError) }
    fixture.attempt(.at(1), outcome)
    fixture.attempt(.at(1), .serverError)
    #expect(fixture.state(.at(1)) == .ejected)
  }

  /// What fails everywhere has a cause that ejecting does not remove, such as a database.
  @Test(arguments: [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (10, 5)])
  func Soft_failures_eject_at_most_half(count: Int, ejected: Int) {
    let instances = (1...count).map { ServiceInstance.at($0) }
    let fixture = BalancerFixture(instances)
    for _ in 0..<50 { for instance in instances { fixture.attempt(instance, .serverError) } }
    #expect(fixture.balancer.report(at: fixture.now).filter { $0.state == .ejected }.count == ejected)
  }

  @Test func Who_was_spared_is_ejected_once_others_are_back() {
    let fixture = BalancerFixture([.at(1), .at(2)])
    for _ in 0..<5 { fixture.attempt(.at(1), .serverError) }
    for _ in 0..<5 { fixture.attempt(.at(2), .serverError) }
    #expect(fixture.state(.at(2)) == .available)
    fixture.advance(.seconds(2))
    for endpoint in fixture.balancer.beginProbes(at: fixture.now) {
      fixture.balancer.endProbe(endpoint, succeeded: true, at: fixture.now)
    }
    fixture.attempt(.at(2), .serverError)
    #expect(fixture.state(.at(2)) == .ejected)
  }

  /// Sending a part of the requests to instances that are not there, as others do once half are out, helps nobody.
  @Test func Connect_failures_eject_all_of_them() {
    let fixture = BalancerFixture(three)
    for instance in three { fixture.attempt(instance, .connectFailure) }
    #expect(fixture.balancer.report(at: fixture.now).allSatisfy { $0.state == .ejected })
  }

  @Test func Attempts_that_began_before_the_ejection_say_nothing_new() {
    let fixture = BalancerFixture(three)
    let leases = (0..<20).compactMap { _ in fixture.lease(of: .at(1)) }
    for lease in leases.prefix(10) { lease.finish(.connectFailure, at: fixture.now) }
    #expect(fixture.changes().count == 1)
    let due = fixture.balancer.nextProbe(at: fixture.now)
    for lease in leases.dropFirst(10) { lease.finish(.success, at: fixture.now) }
    #expect(fixture.state(.at(1)) == .ejected)
    #expect(fixture.balancer.nextProbe(at: fixture.now) == due)
    #expect(fixture.changes().isEmpty)
  }
}

extension HealthChange.Event {
  var reason: EjectionReason? {
    if case .ejected(let reason, _, _) = self { reason } else { nil }
  }

  var length: Duration? {
    if case .ejected(_, let length, _) = self { length } else { nil }
  }
}
