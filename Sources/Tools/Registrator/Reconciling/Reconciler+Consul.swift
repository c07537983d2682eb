import Chassis
import Timing

/// What Consul answers.
extension Reconciler {
  typealias Failure = RegistrationMachine.Failure
  typealias Answer = RegistrationMachine.Answer

  mutating func take(_ catalogue: Catalogue) {
    if consulRetry.failures > 0 { notes.append(.consulAnswers) }
    consulRetry.succeed()
    view = catalogue
    refusals = refusals.filter { id, _ in
      catalogue.entries[id] != nil || known.values.contains { $0.plans.contains { $0.id == id } }
    }
  }

  mutating func takeCatalogueFailure(_ failure: Failure, at now: TimeSource.Instant) {
    consulFailed(failure, at: now)
  }

  mutating func take(_ answer: Answer, toRegistering plan: RegistrationPlan, at now: TimeSource.Instant) {
    switch answer {
    case .done:
      view?.entries[plan.id] = Catalogue.Entry(plan)
      refusals[plan.id] = nil
      notes.append(.registered(plan))
    case .unknown: refused(plan.id, Failure(reason: "404", text: "the agent does not know how to register"), at: now)
    case .failed(let failure): failed(plan.id, failure, at: now)
    }
  }

  mutating func take(_ answer: Answer, toDeregistering id: String, at now: TimeSource.Instant) {
    switch answer {
    case .done, .unknown:
      view?.entries[id] = nil
      refusals[id] = nil
      notes.append(.deregistered(id))
    case .failed(let failure): failed(id, failure, at: now)
    }
  }

  /// An agent that answers is well: then it is this one service that it does not take, and others go on.
  private mutating func failed(_ id: String, _ failure: Failure, at now: TimeSource.Instant) {
    if failure.reason == "unreachable" {
      consulFailed(failure, at: now)
    } else {
      refused(id, failure, at: now)
    }
  }

  private mutating func refused(_ id: String, _ failure: Failure, at now: TimeSource.Instant) {
    if refusals[id] == nil { notes.append(.refused(id, failure.text)) }
    refusals[id, default: Retry()].fail(at: now, random: random)
  }

  private mutating func consulFailed(_ failure: Failure, at now: TimeSource.Instant) {
    if consulRetry.failures == 0 { notes.append(.consulFails(failure.text)) }
    consulRetry.fail(at: now, random: random)
    view = nil
    isDirty = true
  }
}
