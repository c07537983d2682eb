import FoundationEssentials
package import NIOCore
import Synchronization

/// JSON as the suite writes it: members in the order they are declared, slashes as they are, dates in ISO 8601.
///
/// The text is written while the value is walked through. Foundation's encoder builds a tree of the whole document
/// first, which took more time than all the rest of a request.
package enum JSONText {
  /// The storage of the last text, for the next one.
  private static let spare = Mutex<[UInt8]?>(nil)
  private static let largestSpare = 64 * 1024

  /// Throws `EncodingError` for a number that is not finite.
  package static func encode(_ value: some Encodable) throws -> ByteBuffer {
    let output = JSONOutput(storage: spare.withLock { $0.take() } ?? [])
    try output.encode(value, at: 0)
    var bytes = output.document.takeBytes()
    let text = ByteBuffer(bytes: bytes)
    bytes.removeAll(keepingCapacity: bytes.capacity <= largestSpare)
    spare.withLock { $0 = bytes }
    return text
  }
}

/// A walk through a value, shared by the containers that the value asks for.
final class JSONOutput {
  /// One value, so that each member costs one access to this object.
  var document: JSONDocument

  /// `storage` is empty; what it has room for is used.
  init(storage: [UInt8]) {
    document = JSONDocument(storage: storage)
  }

  /// Writes a value that lies in `depth` containers.
  func encode<Value: Encodable>(_ value: Value, at depth: Int) throws {
    if Value.self == Date.self, let date = value as? Date {
      document.append { bytes in
        bytes.append(UInt8(ascii: "\""))
        bytes.appendISO8601(second: Int64(date.timeIntervalSince1970.rounded(.down)))
        bytes.append("Z\"")
      }
      return
    }
    let start = document.count
    try value.encode(to: JSONValueEncoder(output: self, depth: depth))
    document.endValue(at: depth, begunAt: start)
  }

  /// JSON has no infinity and no NaN (RFC 8259 section 6).
  static func check(_ number: Double, _ path: @autoclosure () -> [any CodingKey]) throws {
    guard number.isFinite else {
      throw EncodingError.invalidValue(
        number, EncodingError.Context(codingPath: path(), debugDescription: "JSON has no number like \(number)."))
    }
  }
}
