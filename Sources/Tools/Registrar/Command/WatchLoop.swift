import Logging
import Timing

/// Makes the zone right again and again. A round that fails is told of and tried again at its time.
struct WatchLoop: Sendable {
  let every: Duration
  let logger: Logger
  var time = TimeSource.real
  var random = RandomSource.system

  /// Until the task is cancelled.
  func run(_ round: () async throws -> Void) async {
    while !Task.isCancelled {
      do {
        try await round()
      } catch is CancellationError {
        return
      } catch {
        logger.error(
          "failed; trying again",
          metadata: ["code": "\((error as? RegistrarError)?.code.description ?? "Unknown")", "error": "\(error)"])
      }
      // Several that were started together must not stay together: Route 53 counts the calls of a whole account.
      do { try await time.sleep(for: random.jittered(every, by: 0.1)) } catch { return }
    }
  }
}
