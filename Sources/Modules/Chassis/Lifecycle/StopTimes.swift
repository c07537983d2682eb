/// How long a graceful stop may take, by `DRAIN_DELAY` and `DRAIN_TIMEOUT`.
struct StopTimes: Sendable, Equatable {
  /// How long the service answers on after `/health` turned to 503. With discovery by DNS: as long as clients may keep
  /// a record. Zero where the platform takes the service out of use before it sends SIGTERM, as ECS does.
  var delay: Duration

  /// How long requests in flight may take after that.
  var timeout: Duration

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    delay = try settings.duration("DRAIN_DELAY", default: .zero, in: .zero ... .seconds(300))
    timeout = try settings.duration("DRAIN_TIMEOUT", default: .seconds(10), in: .zero ... .seconds(300))
  }

  /// From here on what still runs is cancelled. Beside the two there is time to deregister, and for handlers that are cut
  /// to return.
  var untilCancellation: Duration { delay + timeout + Registrar.longestDeregistration + .seconds(2) }

  /// From here on the process hangs and is ended.
  var untilExit: Duration { untilCancellation + .seconds(3) }
}
