import HTTPTypes

/// The fields of an answer as the lines that came.
///
/// An answer has a dozen fields of which a caller reads a few: those that nobody asks for cost a copy and no more.
struct ResponseFields: Sendable {
  /// Where one field lies in `bytes`.
  private struct Location {
    var name: Range<Int>
    var value: Range<Int>
  }

  private var bytes: [UInt8] = []
  private var locations: [Location] = []

  init() {
    bytes.reserveCapacity(512)
    locations.reserveCapacity(16)
  }

  init(_ fields: HTTPFields) {
    for field in fields {
      let start = bytes.count
      bytes.append(contentsOf: field.name.rawName.utf8)
      let colon = bytes.count
      field.withUnsafeBytesOfValue { bytes.append(contentsOf: $0) }
      locations.append(Location(name: start..<colon, value: colon..<bytes.count))
    }
  }

  var count: Int { locations.count }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    locations.removeAll(keepingCapacity: true)
  }

  /// Adds a field whose name is what `line` begins with up to `nameEnd`, and whose value is what follows `valueStart`.
  mutating func append(line: UnsafeRawBufferPointer, nameEnd: Int, valueStart: Int) {
    let start = bytes.count
    bytes.append(contentsOf: line)
    locations.append(Location(name: start..<(start + nameEnd), value: (start + valueStart)..<bytes.count))
  }

  /// Adds a blank and `text` to the value of the last field; false where there is none.
  mutating func continueLast(with text: UnsafeRawBufferPointer) -> Bool {
    guard let last = locations.indices.last else { return false }
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: text)
    locations[last].value = locations[last].value.lowerBound..<bytes.count
    return true
  }

  /// All of them. A field without a valid name says nothing that could be trusted and is left out.
  var all: HTTPFields {
    var fields = HTTPFields()
    fields.reserveCapacity(locations.count)
    for location in locations {
      guard let name = HTTPField.Name(String(decoding: bytes[location.name], as: UTF8.self)) else { continue }
      fields.append(HTTPField(name: name, value: bytes[location.value]))
    }
    return fields
  }

  /// The value of the field called `name`; those of several are joined with commas (RFC 9110 section 5.3). Nil where
  /// there is none.
  subscript(name: HTTPField.Name) -> String? {
    var joined: String?
    for location in locations where isNamed(name.canonicalName, location) {
      let value = text(at: location.value, of: name)
      joined = joined.map { $0 + ", " + value } ?? value
    }
    return joined
  }

  func contains(_ name: HTTPField.Name) -> Bool {
    locations.contains { isNamed(name.canonicalName, $0) }
  }

  /// Controls read as blanks, as in an `HTTPField`. A value without any needs none of its checks.
  private func text(at range: Range<Int>, of name: HTTPField.Name) -> String {
    let value = bytes[range]
    let isPlain = value.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    return isPlain ? String(decoding: value, as: UTF8.self) : HTTPField(name: name, value: value).value
  }

  /// Names are compared without regard to case (RFC 9110 section 5.1); `canonical` is lower case already.
  private func isNamed(_ canonical: String, _ location: Location) -> Bool {
    guard canonical.utf8.count == location.name.count else { return false }
    var index = location.name.lowerBound
    for wanted in canonical.utf8 {
      let byte = bytes[index]
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      guard (isUpper ? byte | 0x20 : byte) == wanted else { return false }
      index += 1
    }
    return true
  }
}
