import Chassis
import Logging
import ServiceLifecycle
import Timing

/// The registrator from its start to its stop, which leaves the catalogue as it is: what it registered still runs, and a
/// new registrator takes it over.
struct RegistratorService: Service {
  let configuration: RegistratorConfiguration
  let engine: Engine
  let consul: ConsulAgent
  let status: RegistratorStatus
  let logger: Logger
  var time = TimeSource.real
  var random = RandomSource.system

  func run() async throws {
    await cancelWhenGracefulShutdown {
      guard let host = await hostName() else { return }
      logger.info("registering what runs on this host", metadata: ["host": .string(host)])
      let mailbox = Mailbox()
      let reconciler = Reconciler(
        rules: configuration.rules(host: host), policy: configuration.policy, random: random, now: time.now())
      await withTaskGroup(of: Void.self) { group in
        group.addTask {
          await EventWatch(
            engine: engine, mailbox: mailbox, status: status, logger: logger, time: time, random: random
          ).run()
        }
        group.addTask {
          await ReconcilerDriver(
            engine: engine, consul: consul, mailbox: mailbox, status: status, logger: logger, time: time
          ).run(reconciler)
        }
      }
    }
  }

  /// The name of the engine's host is the same whichever container the registrator runs in; that of its own container is
  /// another one each time, and it would not know its own entries again. Nil where the task is cancelled.
  private func hostName() async -> String? {
    if let name = configuration.hostName { return name }
    var retry = Retry()
    while !Task.isCancelled {
      do {
        return try await engine.hostName() ?? HostName.current()
      } catch {
        if Task.isCancelled { return nil }
        status.engine(fault: "\(error)")
        if retry.failures == 0 {
          logger.warning("the engine cannot be asked; trying again", metadata: ["error": "\(error)"])
        }
        retry.fail(at: time.now(), random: random)
        if let due = retry.notBefore { try? await time.sleepUntil(due) }
      }
    }
    return nil
  }
}
