import Testing
import Timing

@testable import Chassis

@Suite struct RegistrationMachineTests {
  typealias Failure = RegistrationMachine.Failure

  /// No jitter: half of all that chance can give.
  private let middle = RandomSource { .max / 2 }
  private let down = Failure(reason: "unreachable", text: "connectFailed")

  private func seconds(_ machine: RegistrationMachine) -> Double {
    let delay = machine.next(random: middle).delay
    return (Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18).rounded(toTenths: ())
  }

  private func registered(timeToLive: Duration? = nil) -> RegistrationMachine {
    var machine = RegistrationMachine(timeToLive: timeToLive)
    _ = machine.take(.done, to: .register)
    return machine
  }

  @Test func It_registers_at_once_and_looks_again_every_10_s() {
    var machine = RegistrationMachine()
    #expect(machine.next(random: middle) == (.register, .zero))
    #expect(!machine.isRegistered)
    #expect(machine.take(.done, to: .register) == .registered)
    #expect(machine.isRegistered)
    #expect(machine.next(random: middle).action == .verify)
    #expect(seconds(machine) == 10)
    #expect(machine.take(.done, to: .verify) == nil)
    #expect(seconds(machine) == 10)
  }

  @Test func An_agent_that_is_down_is_tried_from_1_s_to_30_s_and_reported_once() {
    var machine = RegistrationMachine()
    var delays: [Double] = []
    #expect(machine.take(.failed(down), to: .register) == .failing(down))
    for _ in 0..<8 {
      delays.append(seconds(machine))
      #expect(machine.next(random: middle).action == .register)
      let other = Failure(reason: "unreachable", text: "another text")
      #expect(machine.take(.failed(other), to: .register) == nil)
    }
    #expect(delays == [1, 2, 4, 8, 16, 30, 30, 30])
    #expect(machine.failure?.text == "another text")
    #expect(machine.take(.done, to: .register) == .registered)
    #expect(machine.failure == nil)
    #expect(seconds(machine) == 10)
  }

  @Test func Backing_off_for_days_does_not_overflow() {
    var machine = RegistrationMachine()
    for _ in 0..<10_000 { _ = machine.take(.failed(down), to: .register) }
    #expect(seconds(machine) == 30)
  }

  @Test func Another_reason_is_reported_again() {
    var machine = RegistrationMachine()
    let refused = Failure(reason: "403", text: "Permission denied")
    #expect(machine.take(.failed(down), to: .register) == .failing(down))
    #expect(machine.take(.failed(refused), to: .register) == .failing(refused))
    #expect(machine.take(.failed(refused), to: .register) == nil)
    #expect(machine.take(.failed(down), to: .register) == .failing(down))
  }

  @Test func An_agent_that_has_forgotten_the_service_is_told_again_at_once() {
    var machine = registered()
    #expect(machine.take(.unknown, to: .verify) == .lost)
    #expect(!machine.isRegistered)
    #expect(machine.next(random: middle) == (.register, .zero))
  }

  @Test func An_agent_that_comes_back_with_the_service_is_reported_once() {
    var machine = registered()
    #expect(machine.take(.failed(down), to: .verify) == .failing(down))
    #expect(machine.next(random: middle).action == .verify)
    #expect(seconds(machine) == 1)
    #expect(machine.take(.done, to: .verify) == .recovered)
    #expect(machine.take(.done, to: .verify) == nil)
  }

  @Test func A_check_with_a_time_to_live_is_kept_alive_three_times_within_it() {
    let machine = registered(timeToLive: .seconds(15))
    #expect(machine.next(random: middle).action == .beat)
    #expect(seconds(machine) == 5)
    #expect(seconds(registered(timeToLive: .seconds(600))) == 10)
  }

  @Test func A_heartbeat_that_is_refused_makes_it_look_whether_the_service_is_known() {
    var machine = registered(timeToLive: .seconds(15))
    let refused = Failure(reason: "500", text: "CheckID does not have associated TTL")
    #expect(machine.take(.failed(refused), to: .beat) == .failing(refused))
    #expect(machine.next(random: middle).action == .verify)
    #expect(machine.take(.unknown, to: .verify) == .lost)
    #expect(machine.take(.done, to: .register) == .registered)
    #expect(machine.next(random: middle).action == .beat)
  }

  @Test func Backing_off_never_outlasts_a_time_to_live() {
    var machine = registered(timeToLive: .seconds(6))
    for _ in 0..<10 { _ = machine.take(.failed(down), to: .verify) }
    #expect(seconds(machine) == 2)
  }

  @Test func Services_that_began_together_do_not_ask_together() {
    let machine = registered()
    let delays = Set((0..<100).map { _ in machine.next(random: .system).delay })
    #expect(delays.count > 50)
    #expect(delays.allSatisfy { $0 >= .seconds(8) && $0 <= .seconds(12) })
  }
}

extension Double {
  fileprivate func rounded(toTenths: ()) -> Double {
    (self * 10).rounded() / 10
  }
}
