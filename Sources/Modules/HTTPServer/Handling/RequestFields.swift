package import HTTPTypes
import NIOCore

/// The header fields of a request, as ranges into the bytes that carried them.
///
/// A request has a dozen fields of which a handler reads one or two. Keeping offsets instead of strings makes a field
/// that nobody asks for cost nothing: no copy and no allocation of its own.
package struct RequestFields: Sendable {
  /// Where one field lies, in bytes from the start of the buffer's readable part. The limits on a request head keep
  /// every offset far below 64 KiB.
  struct Location: Sendable, Equatable {
    var nameStart: UInt16
    var nameLength: UInt16
    var valueStart: UInt16
    var valueLength: UInt16
  }

  private let bytes: ByteBuffer
  private let locations: [Location]

  init(bytes: ByteBuffer, locations: [Location]) {
    self.bytes = bytes
    self.locations = locations
  }

  /// No fields, or those given: for tests and for requests that no connection parsed.
  package init(_ fields: HTTPFields = [:]) {
    var bytes = ByteBuffer()
    var locations: [Location] = []
    for field in fields {
      let name = UInt16(bytes.writeString(field.name.rawName))
      let value = UInt16(bytes.writeString(field.value))
      let start = UInt16(bytes.writerIndex) - value - name
      locations.append(
        Location(nameStart: start, nameLength: name, valueStart: start + name, valueLength: value))
    }
    self.init(bytes: bytes, locations: locations)
  }

  package var count: Int { locations.count }

  /// The value of the first field called `name`; nil where there is none. Bytes that are no UTF-8 (RFC 9110 section 5.5
  /// calls them opaque) read as U+FFFD.
  package subscript(name: HTTPField.Name) -> String? {
    for location in locations where isNamed(name.canonicalName, location) {
      return string(at: location.valueStart, length: location.valueLength)
    }
    return nil
  }

  /// The values of all fields called `name`, in the order they came.
  package func values(_ name: HTTPField.Name) -> [String] {
    locations.filter { isNamed(name.canonicalName, $0) }
      .map { string(at: $0.valueStart, length: $0.valueLength) }
  }

  package func contains(_ name: HTTPField.Name) -> Bool {
    locations.contains { isNamed(name.canonicalName, $0) }
  }

  /// Every field as name and value, in the order they came; the name keeps the case it was sent in.
  package var all: [(name: String, value: String)] {
    locations.map {
      (string(at: $0.nameStart, length: $0.nameLength), string(at: $0.valueStart, length: $0.valueLength))
    }
  }

  /// Names are compared without regard to case (RFC 9110 section 5.1); `canonical` is lower case already.
  private func isNamed(_ canonical: String, _ location: Location) -> Bool {
    guard canonical.utf8.count == Int(location.nameLength) else { return false }
    let span = bytes.readableBytesUInt8Span
    var index = Int(location.nameStart)
    for wanted in canonical.utf8 {
      guard ByteClass.lowercased(span[index]) == wanted else { return false }
      index += 1
    }
    return true
  }

  private func string(at start: UInt16, length: UInt16) -> String {
    bytes.getString(at: bytes.readerIndex + Int(start), length: Int(length)) ?? ""
  }
}
