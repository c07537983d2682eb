import Logging
import ServiceLifecycle

/// Told of a graceful stop before the server is: it makes `/health` and `/ready` answer 503 and then holds the server
/// open for `delay`, so that whoever balances the load looks elsewhere before connections close.
struct DrainGate: Service {
  let state: ServiceState
  let delay: Duration
  let logger: Logger

  func run() async throws {
    try await gracefulShutdown()
    state.enter(.draining)
    logger.info("stopping", metadata: ["drainDelay": .string(DurationText.format(delay))])
    // Once a stop began only a cancellation ends the wait early, and then the group ends anyway.
    try? await Task.sleep(for: delay)
  }
}
