import HTTPServer

/// The text that has been written so far, with the objects and arrays that are still open.
///
/// Swift's encoders are never told that a container is complete. One is when something is written into another that is
/// further out, or when the value that it belongs to ends.
struct JSONDocument {
  enum Shape {
    case object
    case array
  }

  private struct Container {
    var shape: Shape
    var isEmpty = true
  }

  private var bytes: [UInt8]
  private var open: [Container] = []

  init(storage: [UInt8]) {
    bytes = storage
    bytes.reserveCapacity(1024)
  }

  var count: Int { bytes.count }

  /// Writes what is no container.
  mutating func append(_ write: (inout [UInt8]) -> Void) {
    write(&bytes)
  }

  /// Begins the container of a value at `depth`, or goes on with it where the value asked before: an answer adds its
  /// members to those of the value inside.
  mutating func begin(_ shape: Shape, at depth: Int) {
    if open.count > depth {
      close(to: depth + 1)
      precondition(open[depth].shape == shape, "a value encoded itself as an object and as an array")
      return
    }
    precondition(open.count == depth, "a nested container was used after a later one")
    bytes.append(shape == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
    open.append(Container(shape: shape))
  }

  /// An element of the array at `depth`: `write` appends its value.
  mutating func element(at depth: Int, _ write: (inout [UInt8]) -> Void) {
    close(to: depth + 1)
    if !open[depth].isEmpty { bytes.append(UInt8(ascii: ",")) }
    open[depth].isEmpty = false
    write(&bytes)
  }

  /// A member of the object at `depth`: `write` appends its value.
  mutating func member(_ name: String, at depth: Int, _ write: (inout [UInt8]) -> Void) {
    element(at: depth) { bytes in
      bytes.appendJSON(name)
      bytes.append(UInt8(ascii: ":"))
      write(&bytes)
    }
  }

  /// Ends a value that began after `start` bytes: one that wrote nothing has no members.
  mutating func endValue(at depth: Int, begunAt start: Int) {
    close(to: depth)
    if bytes.count == start { bytes.append("{}") }
  }

  /// The text, which leaves none behind.
  mutating func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  private mutating func close(to depth: Int) {
    while open.count > depth, let container = open.popLast() {
      bytes.append(container.shape == .object ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    }
  }
}
