/// Writes the members of an object.
struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let output: JSONOutput
  let depth: Int
  var codingPath: [any CodingKey] { [] }

  private func begin(_ key: Key) { output.beginMember(key.stringValue, at: depth) }

  mutating func encodeNil(forKey key: Key) {
    begin(key)
    output.bytes.append("null")
  }

  mutating func encode(_ value: Bool, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: String, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Double, forKey key: Key) throws {
    begin(key)
    try output.number(value, [key])
  }

  mutating func encode(_ value: Float, forKey key: Key) throws {
    begin(key)
    try output.number(Double(value.description) ?? Double(value), [key])
  }

  mutating func encode(_ value: Int, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int8, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int16, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int32, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int64, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt8, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt16, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt32, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt64, forKey key: Key) {
    begin(key)
    output.bytes.appendJSON(value)
  }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    begin(key)
    try output.encode(value, at: depth + 1)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    begin(key)
    return JSONValueEncoder(output: output, depth: depth + 1).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    begin(key)
    return JSONValueEncoder(output: output, depth: depth + 1).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    output.beginMember("super", at: depth)
    return JSONValueEncoder(output: output, depth: depth + 1)
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    begin(key)
    return JSONValueEncoder(output: output, depth: depth + 1)
  }
}
