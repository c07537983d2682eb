import HTTPServer

/// Writes the members of an object.
struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let output: JSONOutput
  let depth: Int
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.append("null") }
  }

  mutating func encode(_ value: Bool, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: String, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int8, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int16, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int32, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int64, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt8, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt16, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt32, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt64, forKey key: Key) {
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Double, forKey key: Key) throws {
    try JSONOutput.check(value, [key])
    output.document.member(key.stringValue, at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Float, forKey key: Key) throws {
    try encode(Double(value.description) ?? Double(value), forKey: key)
  }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try output.encode(value, at: begin(key).depth)
  }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    begin(key).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    begin(key).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    output.document.member("super", at: depth) { _ in }
    return JSONValueEncoder(output: output, depth: depth + 1)
  }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    begin(key)
  }

  /// Writes the name of a member whose value follows.
  private func begin(_ key: Key) -> JSONValueEncoder {
    output.document.member(key.stringValue, at: depth) { _ in }
    return JSONValueEncoder(output: output, depth: depth + 1)
  }
}
