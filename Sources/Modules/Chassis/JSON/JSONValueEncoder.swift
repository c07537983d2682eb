import HTTPServer

/// Asked by a value how it wants to be written: as an object, an array, or by itself.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
  let output: JSONOutput
  let depth: Int
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    output.document.begin(.object, at: depth)
    return KeyedEncodingContainer(JSONObjectContainer<Key>(output: output, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    output.document.begin(.array, at: depth)
    return JSONArrayContainer(output: output, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  mutating func encodeNil() {
    output.document.append { $0.append("null") }
  }

  mutating func encode(_ value: Bool) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: String) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int8) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int16) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int32) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int64) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt8) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt16) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt32) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt64) {
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Double) throws {
    try JSONOutput.check(value, [])
    output.document.append { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Float) throws {
    try encode(Double(value.description) ?? Double(value))
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws { try output.encode(value, at: depth) }
}
