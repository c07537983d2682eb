import Chassis
import HTTPClient
import Logging
import NIOCore
import Timing

/// Carries out what the ``Reconciler`` decides, one action at a time.
struct ReconcilerDriver: Sendable {
  let engine: Engine
  let consul: ConsulAgent
  let mailbox: Mailbox
  let status: RegistratorStatus
  let logger: Logger
  var time = TimeSource.real

  /// Until the task is cancelled.
  func run(_ reconciler: Reconciler) async {
    var reconciler = reconciler
    while !Task.isCancelled {
      for item in mailbox.take() {
        switch item {
        case .streamOpened: reconciler.takeStreamOpened()
        case .event(let event): reconciler.take(event, at: time.now())
        case .eventsLost: reconciler.takeEventsLost()
        }
      }
      switch reconciler.next(at: time.now()) {
      case .perform(let action): await perform(action, for: &reconciler)
      case .wait(let instant): await wait(until: instant)
      }
      for note in reconciler.takeNotes() {
        status.counted(note)
        note.log(to: logger)
      }
      status.counted(services: reconciler.serviceCount)
    }
  }

  private func perform(_ action: Reconciler.Action, for reconciler: inout Reconciler) async {
    switch action {
    case .list:
      do {
        reconciler.take(try await engine.list(), at: time.now())
      } catch {
        reconciler.takeListFailure("\(error)", isAway: error is ClientError, at: time.now())
      }
    case .inspect(let id):
      do {
        reconciler.take(try await engine.inspect(id), for: id, at: time.now())
      } catch {
        reconciler.takeInspectFailure(of: id, "\(error)", isAway: error is ClientError, at: time.now())
      }
    case .readCatalogue:
      switch await catalogue() {
      case .success(let catalogue):
        status.consul(fault: nil)
        reconciler.take(catalogue)
      case .failure(let failure):
        status.consul(fault: failure.text)
        reconciler.takeCatalogueFailure(failure, at: time.now())
      }
    case .register(let plan): reconciler.take(await consul.register(plan), toRegistering: plan, at: time.now())
    case .deregister(let id): reconciler.take(await consul.deregister(id), toDeregistering: id, at: time.now())
    }
  }

  private func catalogue() async -> Result<Catalogue, RegistrationMachine.Failure> {
    do {
      let services = try await consul.document("/services", maximumBytes: Self.largestCatalogue).get()
      let checks = try await consul.document("/checks", maximumBytes: Self.largestCatalogue).get()
      return .success(try Catalogue(services: services, checks: checks))
    } catch let failure as RegistrationMachine.Failure {
      return .failure(failure)
    } catch {
      return .failure(.init(reason: "document", text: "the catalogue has another form than Consul's: \(error)"))
    }
  }

  private func wait(until instant: TimeSource.Instant?) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await mailbox.news() }
      if let instant { group.addTask { try? await time.sleepUntil(instant) } }
      await group.next()
      group.cancelAll()
    }
  }

  private static let largestCatalogue = 32 << 20
}
