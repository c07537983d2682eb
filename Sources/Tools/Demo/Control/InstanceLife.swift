/// The life of an instance as a state machine: which action is possible when, and what comes of it.
struct InstanceLife: Sendable, Equatable {
  /// How a process came to its end.
  enum End: Sendable, Equatable {
    case asked
    /// By itself, or by somebody else's signal.
    case unasked
  }

  private(set) var state = InstanceState.starting

  private var wasKilled = false

  /// What can be done now.
  var actions: [InstanceAction] {
    switch state {
    case .starting: [.stop, .kill]
    case .running: [.stop, .kill, .pause, .slow]
    case .paused: [.stop, .kill, .resume, .slow]
    case .slow: [.stop, .kill, .resume, .pause]
    case .stopping: wasKilled ? [] : [.kill]
    case .stopped, .ended: [.start]
    }
  }

  /// False where the action is not possible now; then nothing has changed.
  mutating func take(_ action: InstanceAction) -> Bool {
    guard actions.contains(action) else { return false }
    switch action {
    case .stop: state = .stopping
    case .kill: (state, wasKilled) = (.stopping, true)
    case .pause: state = .paused
    case .resume: state = .running
    case .slow: state = .slow
    case .start: (state, wasKilled) = (.starting, false)
    }
    return true
  }

  /// It has said that it is well; false where that changes nothing.
  mutating func becameHealthy() -> Bool {
    guard state == .starting else { return false }
    state = .running
    return true
  }

  /// Its process has ended, or could not be started.
  mutating func ended() -> End {
    defer { wasKilled = false }
    guard state == .stopping else {
      state = .ended
      return .unasked
    }
    state = wasKilled ? .ended : .stopped
    return .asked
  }
}
