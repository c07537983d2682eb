import Discovery
import Timing

/// A client, its balancer, and instances of which some fail, in virtual time: minutes of requests in a moment, and the same
/// for the same seed. The set never changes: this is about a registry that does not notice.
final class Simulation {
  struct Plan {
    var instances: [SimulatedInstance]
    var requestsPerSecond: Double
    var duration = 60 * seconds
    /// 1: no retry.
    var attempts = 1
    /// Draws an instance by chance alone, to compare with.
    var choosesAtRandom = false
    var seed: UInt64 = 1
  }

  struct Result {
    var requests = 0
    var attempts = 0
    /// When those requests arrived that failed in the end.
    var failures: [Int] = []
    var latencies: [Int] = []
    var attemptsByInstance: [Int]

    var failedShare: Double { Double(failures.count) / Double(requests) }
    var extraAttempts: Double { Double(attempts - requests) / Double(requests) }

    /// In nanoseconds.
    func latency(quantile: Double) -> Int {
      let sorted = latencies.sorted()
      return sorted[min(sorted.count - 1, Int(Double(sorted.count) * quantile))]
    }
  }

  private struct Request {
    var arrival: Int
    var attempts = 0
    var tried = TriedEndpoints()
  }

  private enum Event {
    case arrival
    case end(Request, HeldLease, SimulatedInstance.Answer)
    case probes
    case probeEnd(Endpoint, succeeds: Bool)
  }

  private let plan: Plan
  private let balancer: Balancer
  private let start = TimeSource.Instant.now
  private let addresses: [ServiceInstance]
  private let indexOf: [Endpoint: Int]
  private var random: SplitMix64
  private var queue = EventQueue<Event>()
  private var result: Result
  private var now = 0

  static func run(_ plan: Plan) -> Result {
    let simulation = Simulation(plan)
    simulation.run()
    return simulation.result
  }

  private init(_ plan: Plan) {
    self.plan = plan
    addresses = plan.instances.indices.map { .at($0 + 1) }
    indexOf = Dictionary(uniqueKeysWithValues: addresses.enumerated().map { ($0.element.endpoint, $0.offset) })
    balancer = Balancer(seed: plan.seed)
    random = SplitMix64(seed: plan.seed &+ 1000)
    result = Result(attemptsByInstance: plan.instances.map { _ in 0 })
    balancer.update(addresses, at: start)
  }

  private var instant: TimeSource.Instant { start.advanced(by: .nanoseconds(now)) }

  private func run() {
    queue.add(.arrival, at: 0)
    // An instance that never returns is probed for ever: the end is when the last request can have been answered.
    while let (time, event) = queue.next(), time < plan.duration + 10 * seconds {
      now = time
      switch event {
      case .arrival: arrive()
      case .end(let request, let lease, let answer): end(request, lease, answer)
      case .probes: probe()
      case .probeEnd(let endpoint, let succeeds):
        balancer.endProbe(endpoint, succeeded: succeeds, at: instant)
        scheduleProbes()
      }
    }
  }

  /// Poisson arrivals.
  private func arrive() {
    guard now < plan.duration else { return }
    result.requests += 1
    attempt(Request(arrival: now))
    let gap = exponential() / plan.requestsPerSecond * Double(seconds)
    queue.add(.arrival, at: now + Int(gap))
  }

  /// With a mean of 1, by comparisons alone (von Neumann): a logarithm would need a C library.
  private func exponential() -> Double {
    var sum = 0.0
    var factor = Double.random(in: 0..<1, using: &random)
    while true {
      let first = factor
      var previous = first
      var isOdd = true
      while true {
        let other = Double.random(in: 0..<1, using: &random)
        if other > previous { break }
        previous = other
        isOdd.toggle()
      }
      if isOdd { return sum + first }
      sum += 1
      factor = Double.random(in: 0..<1, using: &random)
    }
  }

  private func attempt(_ request: Request) {
    var request = request
    guard let lease = lease(excluding: request.tried), let index = indexOf[lease.instance.endpoint] else {
      result.failures.append(request.arrival)
      return
    }
    request.attempts += 1
    request.tried.insert(lease.instance.endpoint)
    result.attempts += 1
    result.attemptsByInstance[index] += 1
    // 10 ms on average.
    let service = Int.random(in: 5 * milliseconds..<15 * milliseconds, using: &random)
    let answer = plan.instances[index].answer(at: now, service: service)
    queue.add(.end(request, lease, answer), at: now + answer.latency)
  }

  private func lease(excluding tried: TriedEndpoints) -> HeldLease? {
    var tried = tried
    if plan.choosesAtRandom {
      let chosen = Int.random(in: addresses.indices, using: &random)
      for (index, address) in addresses.enumerated() where index != chosen { tried.insert(address.endpoint) }
    }
    return switch balancer.pick(excluding: tried, at: instant) {
    case .lease(let lease): HeldLease(lease)
    case .empty: nil
    case .overloaded: nil
    }
  }

  private func end(_ request: Request, _ lease: HeldLease, _ answer: SimulatedInstance.Answer) {
    lease.finish(
      plan.choosesAtRandom ? .cancelled : answer.outcome, latency: .nanoseconds(answer.latency), at: instant)
    scheduleProbes()
    if answer.outcome == .success {
      result.latencies.append(now - request.arrival)
    } else if request.attempts < plan.attempts {
      attempt(request)
    } else {
      result.failures.append(request.arrival)
    }
  }

  private var scheduled: TimeSource.Instant?

  private func scheduleProbes() {
    guard let next = balancer.nextProbe(at: instant), next != scheduled else { return }
    scheduled = next
    // Not a nanosecond early, or there would be nothing to begin.
    queue.add(.probes, at: max(now, Int(((next - start) / .nanoseconds(1)).rounded(.up))))
  }

  private func probe() {
    scheduled = nil
    for endpoint in balancer.beginProbes(at: instant) {
      guard let index = indexOf[endpoint] else { continue }
      let answer = plan.instances[index].answer(at: now, service: milliseconds)
      queue.add(.probeEnd(endpoint, succeeds: answer.outcome == .success), at: now + answer.latency)
    }
    scheduleProbes()
  }
}
