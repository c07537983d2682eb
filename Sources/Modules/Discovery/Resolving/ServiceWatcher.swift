/// A resolver whose registry tells of a change when it happens, so that nobody need ask again and again.
package protocol ServiceWatcher: ServiceResolver {
  /// What the registry knows: now where `version` is 0, otherwise as soon as it differs from `version`, or after about a
  /// minute in which it did not. Ends early where the task is cancelled.
  func watch(after version: UInt64) async -> WatchedAnswer
}

/// What a registry told, "there is none" included, and the version to wait for a change of. 0 where it can only be asked
/// anew.
package struct WatchedAnswer: Sendable {
  package var result: Result<Resolution, ResolutionFailure>
  package var version: UInt64

  package init(_ result: Result<Resolution, ResolutionFailure>, version: UInt64) {
    self.result = result
    self.version = version
  }
}
