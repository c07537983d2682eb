import Discovery
package import Timing

/// A call to the service: its attempts, one after the other, within one deadline.
extension Cluster {
  /// The answer of an instance, whatever its status. `given` bounds the call where it is earlier than the policy's own
  /// deadline.
  package func call(
    _ request: ServiceRequest, deadline given: Deadline? = nil
  ) async throws(ServiceCallError) -> ServiceAnswer {
    let began = time.now()
    guard ledger.begin(at: began) else {
      journal.overflowed()
      throw .tooManyCalls(to: service)
    }
    defer { ledger.end() }
    prober.wakeIfDormant()
    var deadline = Deadline(began.advanced(by: policy.deadline))
    if let given { deadline = min(deadline, given) }
    var progress = CallProgress(began: began)
    if !cache.touch(at: began) {
      try await awaitInstances(until: deadline)
      progress.timings.lookup = time.now() - began
    }
    repeat {
      guard try await makeAttempt(request, &progress, deadline) else { break }
    } while try await goesOn(request, &progress, deadline)
    guard let answer = try progress.outcome(of: service, at: time.now()) else { throw .noInstances(of: service) }
    return answer
  }

  /// Makes the next attempt, and a hedge beside it where that is due. False where none can be made, and an earlier one
  /// says how the call ended; throws where there was no earlier one.
  private func makeAttempt(
    _ request: ServiceRequest, _ progress: inout CallProgress, _ deadline: Deadline
  ) async throws(ServiceCallError) -> Bool {
    let now = time.now()
    let number = progress.attempts + 1
    let plan = AttemptPlan(
      at: now, deadline: deadline, policy: policy, usual: ledger.median(at: now),
      mayBeFollowed: rule.mayFollow(number, request.rule))
    guard let plan else {
      guard progress.attempts == 0 else { return false }
      throw .tooLate(service)
    }
    switch balancer.pick(excluding: progress.tried, at: now) {
    case .lease(let lease):
      if let delay = hedgeDelay(request, at: now), delay < plan.timeout {
        let attempts = await race(
          request, number: number, plan: plan, lease: lease, hedgeAfter: delay, deadline: deadline,
          tried: progress.tried, at: now)
        for attempt in attempts { progress.note(attempt) }
      } else {
        progress.note(await attempt(request, number: number, plan: plan, lease: lease, at: now))
      }
      return true
    case .empty:
      guard progress.attempts == 0 else { return false }
      throw .noInstances(of: service)
    case .overloaded:
      journal.overflowed()
      guard progress.attempts == 0 else { return false }
      throw .tooManyCalls(to: service)
    }
  }

  /// Whether another attempt follows the last one: after the pause that it takes.
  private func goesOn(
    _ request: ServiceRequest, _ progress: inout CallProgress, _ deadline: Deadline
  ) async throws(ServiceCallError) -> Bool {
    guard let end = progress.last?.end else { return false }
    let now = time.now()
    let remaining = deadline.remaining(at: now)
    let decision = rule.decide(
      end, attempt: progress.attempts, request: request.rule, remaining: remaining)
    guard case .retry(let reason, let pause) = decision else {
      return end == .neverSent ? try await isReady(request, &progress, deadline) : false
    }
    let length = length(of: pause)
    guard length < remaining else { return false }
    guard ledger.retry(at: now) else {
      journal.exhaustedBudget()
      return false
    }
    journal.retried(reason)
    if length > .zero { try await sleep(for: length, attempts: progress.attempts) }
    return true
  }

  func sleep(for duration: Duration, attempts: Int) async throws(ServiceCallError) {
    do {
      try await time.sleep(for: duration)
    } catch {
      throw .cancelled(attempts: attempts)
    }
  }

  private func length(of pause: RetryRule.Pause) -> Duration {
    switch pause {
    case .none: return .zero
    case .upTo(let most):
      var generator = random
      return most * Double.random(in: 0...1, using: &generator)
    case .exactly(let length): return length
    }
  }
}
