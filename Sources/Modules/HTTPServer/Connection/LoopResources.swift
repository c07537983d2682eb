import NIOCore

/// What the connections of one event loop share, since no two of them are at work at once.
final class LoopResources {
  var date = DateCache()
  var workers = SpareWorkers()
  /// One is enough: a connection gives its buffer back in the call that hands the bytes over, and only connections that
  /// wait for more of a batch hold one meanwhile.
  private var spare: ByteBuffer?

  /// A buffer for answers, empty, most often with the storage of an earlier one.
  ///
  /// Bytes that were handed to the system leave their storage unused as soon as they are sent, mostly at once; one that
  /// is still being sent is not touched, but costs a new storage.
  func takeBuffer() -> ByteBuffer {
    guard var buffer = spare.take() else { return ByteBufferAllocator().buffer(capacity: Self.initialCapacity) }
    buffer.clear()
    return buffer
  }

  /// Takes back the buffer of an answer that was handed to the system.
  func giveBack(_ buffer: ByteBuffer) {
    if buffer.storageCapacity <= Self.largestSpare { spare = buffer }
  }

  private static let initialCapacity = 4096
  private static let largestSpare = 64 * 1024
}

@available(*, unavailable)
extension LoopResources: Sendable {}
