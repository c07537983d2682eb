/// What a person sees of an instance.
enum InstanceState: String, Sendable, CaseIterable {
  /// It runs, and has not yet said that it is well.
  case starting
  case running
  /// Stopped in the middle of what it does (SIGSTOP): it holds its connections and answers nothing.
  case paused
  /// Paused and resumed all the time, most of it paused.
  case slow
  /// Asked to end.
  case stopping
  /// Ended because it was asked to; deregistered.
  case stopped
  /// Ended, and nobody has told the registry.
  case ended
}

/// What a person can do to an instance.
enum InstanceAction: String, Sendable, CaseIterable {
  /// SIGTERM: it finishes what it has begun.
  case stop
  /// SIGKILL: as when its machine loses power.
  case kill
  /// SIGSTOP.
  case pause
  /// SIGCONT, of what is paused or slow.
  case resume
  /// SIGSTOP and SIGCONT in turn.
  case slow
  case start
}
