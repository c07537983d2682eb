import HTTPTypes
import NIOCore

/// Writes the octets of a head into memory that was reserved for all of it.
///
/// A head is a dozen short texts. Each write to a buffer asks anew whether the buffer is shared and large enough, which
/// costs more than the copy; here that is asked once. What would not fit traps.
struct HeadWriter: ~Copyable {
  private let memory: UnsafeMutableRawBufferPointer
  private(set) var count = 0

  init(_ memory: UnsafeMutableRawBufferPointer) {
    self.memory = memory
  }

  mutating func write(_ octets: UnsafeRawBufferPointer) {
    precondition(octets.count <= memory.count - count, "the head is longer than was reserved")
    guard let source = octets.baseAddress, let target = memory.baseAddress else { return }
    (target + count).copyMemory(from: source, byteCount: octets.count)
    count += octets.count
  }

  mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { write(UnsafeRawBufferPointer($0)) }
  }

  mutating func write(_ text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { write(UnsafeRawBufferPointer($0)) }
    if isWritten == nil { ContiguousArray(text.utf8).withUnsafeBytes { write($0) } }
  }

  mutating func write(_ buffer: ByteBuffer) {
    buffer.withUnsafeReadableBytes { write($0) }
  }

  /// A number that is not negative, in decimal digits.
  mutating func write(decimal number: Int) {
    if number >= 10 { write(decimal: number / 10) }
    withUnsafeBytes(of: ByteClass.zero + UInt8(number % 10)) { write($0) }
  }

  /// `name: value`; false where the value holds an octet that a field must not hold.
  mutating func write(_ field: HTTPField) -> Bool {
    write(field.name.rawName)
    write(": ")
    return field.withUnsafeBytesOfValue { value in
      write(UnsafeRawBufferPointer(value))
      return value.allSatisfy(ByteClass.isFieldValue)
    }
  }
}

extension ByteBuffer {
  /// Appends what `body` writes, at most `most` octets; nothing where it returns false.
  mutating func writeHead(most: Int, _ body: (inout HeadWriter) -> Bool) -> Bool {
    var isWhole = true
    writeWithUnsafeMutableBytes(minimumWritableBytes: most) { memory in
      var writer = HeadWriter(UnsafeMutableRawBufferPointer(rebasing: memory[..<most]))
      isWhole = body(&writer)
      return isWhole ? writer.count : 0
    }
    return isWhole
  }
}
