import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Ends the process at once on a second signal, for whoever does not want to wait for the graceful stop.
struct ForcedStop: Service {
  static let signals: [UnixSignal] = [.sigterm, .sigint]

  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var count = 0
      for await signal in await UnixSignalsSequence(trapping: Self.signals) {
        count += 1
        guard count > 1 else { continue }
        logger.warning("stopped at once by a second signal", metadata: ["signal": "\(signal)"])
        exit(1)
      }
    }
  }
}
