import Glibc
import Logging
import ServiceLifecycle

/// The most time that a graceful stop may take. What hangs longer is ended, with a line in the log that says so.
struct StopDeadline: Service {
  let limit: Duration
  let logger: Logger

  func run() async throws {
    try await gracefulShutdown()
    Task.detached { [limit, logger] in
      try await Task.sleep(for: limit)
      logger.critical("the graceful stop hangs; ending", metadata: ["after": .string(DurationText.format(limit))])
      exit(1)
    }
  }
}
