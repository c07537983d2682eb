import AWS

/// Which load balancer of a service a name leads to, and why: the one it leads to already, else the first.
struct TargetChoice: Sendable, Equatable {
  let target: Target
  let reason: String
  /// The record says so already.
  let isRecorded: Bool

  /// - Parameter targets: One at least.
  init(among targets: [Target], recorded: ResourceRecordSet?) {
    let current = recorded.flatMap { set in
      set.values.count == 1 ? targets.first { $0.isCalled(set.values[0]) } : nil
    }
    target = current ?? targets[0]
    isRecorded = current != nil
    if targets.count == 1 {
      reason = "it is behind \(target.origin)"
    } else if isRecorded {
      reason = "of \(targets.count) load balancers the name stays with \(target.origin)"
    } else {
      reason = "of \(targets.count) load balancers \(target.origin) is the first"
    }
  }
}
