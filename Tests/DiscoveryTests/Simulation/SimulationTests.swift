import Discovery
import Testing

/// What users of the client see when instances fail, with a registry that never notices.
@Suite struct SimulationTests {
  private let well = SimulatedInstance()

  // MARK: One slow instance (Buoyant, "Beyond round robin", 2016)
  // 2 s instead of 10 ms half of the time, a timeout of 1 s, no retry

  @Test func One_slow_of_11_leaves_999_of_1000_successful() {
    var plan = slow(of: 11, requestsPerSecond: 1000, seconds: 15)
    plan.duration = 30 * seconds
    let result = Simulation.run(plan)
    #expect(result.failedShare <= 0.001, "\(result.failures.count) of \(result.requests)")
  }

  @Test func One_slow_of_3_leaves_99_of_100_successful() {
    let result = Simulation.run(slow(of: 3, requestsPerSecond: 100))
    #expect(result.failedShare <= 0.01, "\(result.failures.count) of \(result.requests)")
  }

  /// Shows that the model is that of the publication, which has 95 % for round robin, and that the tests above can fail.
  @Test func By_chance_alone_one_in_22_fails() {
    var plan = slow(of: 11, requestsPerSecond: 100)
    plan.choosesAtRandom = true
    #expect((0.035...0.055).contains(Simulation.run(plan).failedShare))
  }

  @Test func A_slow_instance_gets_its_share_again_once_it_is_well() {
    var plan = slow(of: 3, requestsPerSecond: 100)
    plan.duration = 150 * seconds
    let counts = Simulation.run(plan).attemptsByInstance
    // About 500 of them came before it was slow.
    #expect(counts[0] > 2000, "\(counts)")
  }

  // MARK: One instance that is killed

  @Test(arguments: [2, 3])
  func Killing_an_instance_fails_no_request_and_costs_next_to_no_attempt(count: Int) {
    let killed = SimulatedInstance(faults: [(10 * seconds..<Int.max, .refuses)])
    let result = Simulation.run(
      Simulation.Plan(
        instances: [killed] + Array(repeating: well, count: count - 1), requestsPerSecond: 100, duration: 30 * seconds,
        attempts: 3))
    #expect(result.failures.isEmpty)
    #expect(result.attempts > result.requests)
    #expect(result.extraAttempts <= 0.002, "\(result.extraAttempts)")
  }

  @Test(arguments: [2, 3])
  func A_host_that_falls_silent_costs_one_connect_timeout(count: Int) {
    let silent = SimulatedInstance(faults: [(10 * seconds..<Int.max, .isSilent)])
    let result = Simulation.run(
      Simulation.Plan(
        instances: [silent] + Array(repeating: well, count: count - 1), requestsPerSecond: 100, duration: 30 * seconds,
        attempts: 3))
    #expect(result.failures.isEmpty)
    #expect(result.extraAttempts <= 0.002, "\(result.extraAttempts)")
    #expect(result.latency(quantile: 0.99) <= 15 * milliseconds)
    #expect(result.latency(quantile: 0.999) <= 15 * milliseconds + 260 * milliseconds)
  }

  @Test func An_instance_that_returns_gets_its_share_again() {
    let restarted = SimulatedInstance(faults: [(10 * seconds..<12 * seconds, .refuses)])
    let result = Simulation.run(
      Simulation.Plan(instances: [restarted, well], requestsPerSecond: 100, duration: 60 * seconds, attempts: 3))
    #expect(result.failures.isEmpty)
    // Half of 6000, less what it missed in 2 s and until the probe that found it, which is at most about 4 s later.
    #expect(result.attemptsByInstance[0] > 2500, "\(result.attemptsByInstance)")
  }

  @Test func A_rolling_restart_fails_no_request() {
    let instances = (0..<3).map { number in
      SimulatedInstance(faults: [((10 + 10 * number) * seconds..<(13 + 10 * number) * seconds, .refuses)])
    }
    let result = Simulation.run(
      Simulation.Plan(instances: instances, requestsPerSecond: 100, duration: 60 * seconds, attempts: 3))
    #expect(result.failures.isEmpty)
  }

  @Test func Once_all_that_were_gone_are_back_nothing_fails_any_more() {
    let gone = SimulatedInstance(faults: [(10 * seconds..<13 * seconds, .refuses)])
    let result = Simulation.run(
      Simulation.Plan(instances: [gone, gone, gone], requestsPerSecond: 100, duration: 30 * seconds, attempts: 3))
    #expect(result.failures.count > 200)
    #expect(result.failures.allSatisfy { (10 * seconds - 15 * milliseconds..<13 * seconds).contains($0) })
  }

  // MARK: One instance that fails at once

  /// Under least load it would look idle, and get two thirds of all requests.
  @Test func An_instance_that_fails_at_once_is_no_black_hole() {
    let failing = SimulatedInstance(faults: [(10 * seconds..<40 * seconds, .failsAtOnce)])
    let result = Simulation.run(
      Simulation.Plan(instances: [failing, well, well], requestsPerSecond: 300, duration: 40 * seconds))
    #expect((5...20).contains(result.failures.count), "\(result.failures.count) of \(result.requests)")
  }

  private func slow(of count: Int, requestsPerSecond: Double, seconds length: Int = 30) -> Simulation.Plan {
    let slow = SimulatedInstance(faults: [(15 * seconds..<(15 + length) * seconds, .isSlow)])
    return Simulation.Plan(
      instances: [slow] + Array(repeating: well, count: count - 1), requestsPerSecond: requestsPerSecond)
  }
}
