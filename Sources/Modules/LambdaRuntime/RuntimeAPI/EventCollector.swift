import HTTPClient
import NIOCore
import Synchronization

/// Takes in an event up to the limit. What is over it is let go, so that the answer's head, which says what invocation
/// this is, is still read.
final class EventCollector: Sendable {
  private let bytes = Mutex<[UInt8]?>([])
  private let limit: Int

  init(limit: Int = PayloadLimit.bytes) {
    self.limit = limit
  }

  /// Nil where it was too long.
  var event: [UInt8]? { bytes.withLock { $0 } }

  func receive(_ part: ClientResponsePart) {
    guard case .body(let buffer) = part else { return }
    bytes.withLock { bytes in
      guard let count = bytes?.count, count + buffer.readableBytes <= limit else { return bytes = nil }
      bytes?.append(contentsOf: buffer.readableBytesView)
    }
  }
}
