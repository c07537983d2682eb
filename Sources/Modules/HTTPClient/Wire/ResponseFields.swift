import HTTPTypes

/// The fields of an answer as the bytes that came, each name directly followed by its value.
///
/// An answer has a dozen fields of which a caller reads a few: those that nobody asks for cost a copy and no more.
struct ResponseFields: Sendable {
  /// Where one field lies in `bytes`.
  private struct Location {
    var start: Int
    var nameLength: Int
    var valueLength: Int
  }

  private var bytes: [UInt8] = []
  private var locations: [Location] = []

  init() {
    bytes.reserveCapacity(512)
    locations.reserveCapacity(16)
  }

  init(_ fields: HTTPFields) {
    for field in fields {
      let name = Array(field.name.rawName.utf8)
      field.withUnsafeBytesOfValue { value in
        name.withUnsafeBytes { append(name: $0[...], value: UnsafeRawBufferPointer(value)[...]) }
      }
    }
  }

  var count: Int { locations.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    locations.removeAll(keepingCapacity: true)
  }

  mutating func append(name: Slice<UnsafeRawBufferPointer>, value: Slice<UnsafeRawBufferPointer>) {
    locations.append(Location(start: bytes.count, nameLength: name.count, valueLength: value.count))
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: name))
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: value))
  }

  /// Adds a blank and `text` to the value of the last field, where there is one; false where there is none.
  mutating func continueLast(with text: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard !locations.isEmpty else { return false }
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text))
    locations[locations.count - 1].valueLength += text.count + 1
    return true
  }

  /// All of them. A field without a valid name says nothing that could be trusted and is left out.
  var all: HTTPFields {
    var fields = HTTPFields()
    fields.reserveCapacity(locations.count)
    for location in locations {
      let name = bytes[location.start..<(location.start + location.nameLength)]
      guard let name = HTTPField.Name(String(decoding: name, as: UTF8.self)) else { continue }
      fields.append(HTTPField(name: name, value: value(at: location)))
    }
    return fields
  }

  /// The value of the field called `name`; those of several are joined with commas (RFC 9110 section 5.3). Nil where
  /// there is none.
  subscript(name: HTTPField.Name) -> String? {
    var joined: String?
    for location in locations where isNamed(name.canonicalName, location) {
      let value = HTTPField(name: name, value: value(at: location)).value
      joined = joined.map { "\($0), \(value)" } ?? value
    }
    return joined
  }

  func contains(_ name: HTTPField.Name) -> Bool {
    locations.contains { isNamed(name.canonicalName, $0) }
  }

  private func value(at location: Location) -> ArraySlice<UInt8> {
    let start = location.start + location.nameLength
    return bytes[start..<(start + location.valueLength)]
  }

  /// Names are compared without regard to case (RFC 9110 section 5.1); `canonical` is lower case already.
  private func isNamed(_ canonical: String, _ location: Location) -> Bool {
    guard canonical.utf8.count == location.nameLength else { return false }
    var index = location.start
    for wanted in canonical.utf8 {
      let byte = bytes[index]
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      guard (isUpper ? byte | 0x20 : byte) == wanted else { return false }
      index += 1
    }
    return true
  }
}
