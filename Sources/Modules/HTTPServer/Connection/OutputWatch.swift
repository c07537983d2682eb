import NIOCore

/// Whether a client goes on taking what is sent to it.
///
/// The socket tells how much is unsent but not when that fell, so this looks now and then: a first time a while after
/// bytes were handed over, and only while some are unsent. An answer that leaves at once costs two additions.
struct OutputWatch {
  /// Nil while everything is known to be sent.
  private(set) var nextLook: NIODeadline?
  private var unsent = 0
  private var added = 0
  private var lastProgress = NIODeadline.uptimeNanoseconds(0)

  mutating func add(_ count: Int, interval: TimeAmount, now: () -> NIODeadline) {
    added += count
    guard nextLook == nil else { return }
    lastProgress = now()
    nextLook = lastProgress + interval
  }

  /// Takes a look: true where some bytes wait and none has left for the whole of the write deadline.
  mutating func isStalled(unsent left: Int, times: DeadlineTimes, now: NIODeadline) -> Bool {
    let sent = unsent + added - left
    added = 0
    unsent = left
    guard left > 0 else {
      nextLook = nil
      return false
    }
    if sent > 0 { lastProgress = now }
    nextLook = min(now + times.writeLook, lastProgress + times.write)
    return now - lastProgress >= times.write
  }
}
