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
    var bytes = output.takeBytes()
    let text = ByteBuffer(bytes: bytes)
    bytes.removeAll(keepingCapacity: bytes.capacity <= largestSpare)
    spare.withLock { $0 = bytes }
    return text
  }
}

/// The text that a walk has written so far, with the objects and arrays that are still open.
///
/// Swift's encoders are never told that a container is complete. One is when something is written into another that is
/// further out, or when the value that it belongs to ends.
final class JSONOutput {
  enum Shape {
    case object
    case array
  }

  private struct Container {
    var shape: Shape
    var isEmpty = true
  }

  var bytes: [UInt8]
  private var open: [Container] = []

  /// `storage` is empty; what it has room for is used.
  init(storage: [UInt8]) {
    bytes = storage
    bytes.reserveCapacity(1024)
  }

  /// Writes a value that lies in `depth` containers.
  func encode<Value: Encodable>(_ value: Value, at depth: Int) throws {
    let start = bytes.count
    if Value.self == Date.self, let date = value as? Date {
      bytes.append(UInt8(ascii: "\""))
      bytes.appendISO8601(second: Int64(date.timeIntervalSince1970.rounded(.down)))
      bytes.append("Z\"")
      return
    }
    try value.encode(to: JSONValueEncoder(output: self, depth: depth))
    close(to: depth)
    // A value that encoded nothing has no members.
    if bytes.count == start { bytes.append("{}") }
  }

  /// Begins the container of a value at `depth`, or goes on with it where the value asked before: an answer adds its
  /// members to those of the value inside.
  func begin(_ shape: Shape, at depth: Int) {
    if open.count > depth {
      close(to: depth + 1)
      precondition(open[depth].shape == shape, "a value encoded itself as an object and as an array")
      return
    }
    precondition(open.count == depth, "a nested container was used after a later one")
    bytes.append(shape == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
    open.append(Container(shape: shape))
  }

  /// Begins an element of the container at `depth`.
  func beginElement(at depth: Int) {
    close(to: depth + 1)
    if !open[depth].isEmpty { bytes.append(UInt8(ascii: ",")) }
    open[depth].isEmpty = false
  }

  /// Begins a member of the object at `depth`.
  func beginMember(_ name: String, at depth: Int) {
    beginElement(at: depth)
    bytes.appendJSON(name)
    bytes.append(UInt8(ascii: ":"))
  }

  /// JSON has no infinity and no NaN (RFC 8259 section 6).
  func number(_ number: Double, _ path: @autoclosure () -> [any CodingKey]) throws {
    guard number.isFinite else {
      throw EncodingError.invalidValue(
        number, EncodingError.Context(codingPath: path(), debugDescription: "JSON has no number like \(number)."))
    }
    bytes.appendJSON(number)
  }

  /// The text, which leaves none behind.
  func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private func close(to depth: Int) {
    while open.count > depth, let container = open.popLast() {
      bytes.append(container.shape == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
  }
}
