/// Asked by a value how it wants to be written: as an object, an array, or by itself.
struct JSONValueEncoder: Encoder, SingleValueEncodingContainer {
  let output: JSONOutput
  let depth: Int
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    output.begin(.object, at: depth)
    return KeyedEncodingContainer(JSONObjectContainer<Key>(output: output, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    output.begin(.array, at: depth)
    return JSONArrayContainer(output: output, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  mutating func encodeNil() { output.bytes.append("null") }

  mutating func encode(_ value: Bool) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: String) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: Double) throws { try output.number(value, []) }

  mutating func encode(_ value: Float) throws { try output.number(Double(value.description) ?? Double(value), []) }

  mutating func encode(_ value: Int) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: Int8) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: Int16) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: Int32) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: Int64) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: UInt) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: UInt8) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: UInt16) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: UInt32) { output.bytes.appendJSON(value) }

  mutating func encode(_ value: UInt64) { output.bytes.appendJSON(value) }

  mutating func encode<Value: Encodable>(_ value: Value) throws { try output.encode(value, at: depth) }
}
