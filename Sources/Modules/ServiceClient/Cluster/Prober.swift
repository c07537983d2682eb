import Discovery
import Synchronization
import Timing

/// Finds out in the background whether ejected endpoints serve again, so that no user's request has to.
///
/// Nothing runs and nobody wakes while no endpoint is ejected, and while the service is not used.
final class Prober: Sendable {
  typealias Probe = @Sendable (Endpoint) async -> Bool

  private struct Alarm {
    var rings: TimeSource.Instant
    var task: Task<Void, Never>
  }

  private struct State {
    var alarm: Alarm?
    var isStopped = false
    var callsSeen = -1
    var seenAt: TimeSource.Instant?
  }

  /// A service that nobody called for so long is not probed until somebody does.
  private static let idleLimit = Duration.seconds(60)

  private let balancer: Balancer
  private let time: TimeSource
  private let calls: @Sendable () -> Int
  private let probe: Probe
  private let state = Mutex(State())
  private let dormant = Atomic(false)

  /// - Parameters:
  ///   - calls: How many calls the service has had.
  ///   - probe: Whether an endpoint serves.
  init(balancer: Balancer, time: TimeSource, calls: @escaping @Sendable () -> Int, probe: @escaping Probe) {
    self.balancer = balancer
    self.time = time
    self.calls = calls
    self.probe = probe
  }

  /// To be called at each use of the service.
  func wakeIfDormant() {
    if dormant.load(ordering: .relaxed), dormant.exchange(false, ordering: .relaxed) { schedule() }
  }

  /// To be called whenever an endpoint may have been ejected: sees to it that the next probe is made in time.
  func schedule() {
    state.withLock { state in
      guard !state.isStopped, let next = balancer.nextProbe(at: time.now()) else { return }
      if let alarm = state.alarm, alarm.rings <= next { return }
      state.alarm?.task.cancel()
      state.alarm = Alarm(rings: next, task: Task { await self.ring(at: next) })
    }
  }

  func stop() {
    state.withLock { state in
      state.isStopped = true
      state.alarm?.task.cancel()
      state.alarm = nil
    }
  }

  private func ring(at instant: TimeSource.Instant) async {
    guard (try? await time.sleepUntil(instant)) != nil else { return }
    let now = time.now()
    let goesOn = state.withLock { state in
      // An alarm that another has taken the place of was cancelled too late.
      guard !state.isStopped, state.alarm?.rings == instant else { return false }
      state.alarm = nil
      return true
    }
    guard goesOn else { return }
    guard isUsed(at: now) else { return dormant.store(true, ordering: .relaxed) }
    for endpoint in balancer.beginProbes(at: now) {
      Task {
        let serves = await self.probe(endpoint)
        self.balancer.endProbe(endpoint, succeeded: serves, at: self.time.now())
        self.schedule()
      }
    }
    schedule()
  }

  private func isUsed(at now: TimeSource.Instant) -> Bool {
    let calls = calls()
    return state.withLock { state in
      if calls != state.callsSeen {
        state.callsSeen = calls
        state.seenAt = now
      }
      return state.seenAt.map { now - $0 <= Self.idleLimit } ?? true
    }
  }
}

/// The prober of a cluster, for what has to be made before it: it probes with the help of the cache, which tells it of
/// changes.
final class LateProber: Sendable {
  private struct Reference {
    weak var prober: Prober?
  }

  private let reference = Mutex(Reference())

  func set(_ prober: Prober) {
    reference.withLock { $0.prober = prober }
  }

  /// Does nothing before there is a prober: then nothing is ejected either.
  func schedule() {
    reference.withLock { $0.prober }?.schedule()
  }
}
