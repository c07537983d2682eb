/// Writes the elements of an array.
struct JSONArrayContainer: UnkeyedEncodingContainer {
  let output: JSONOutput
  let depth: Int
  private(set) var count = 0
  var codingPath: [any CodingKey] { [] }

  init(output: JSONOutput, depth: Int) {
    self.output = output
    self.depth = depth
  }

  private mutating func begin() {
    output.beginElement(at: depth)
    count += 1
  }

  mutating func encodeNil() {
    begin()
    output.bytes.append("null")
  }

  mutating func encode(_ value: Bool) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: String) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Double) throws {
    begin()
    try output.number(value, [])
  }

  mutating func encode(_ value: Float) throws {
    begin()
    try output.number(Double(value.description) ?? Double(value), [])
  }

  mutating func encode(_ value: Int) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int8) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int16) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int32) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: Int64) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt8) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt16) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt32) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode(_ value: UInt64) {
    begin()
    output.bytes.appendJSON(value)
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    begin()
    try output.encode(value, at: depth + 1)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy keyType: Key.Type) -> KeyedEncodingContainer<Key> {
    begin()
    return JSONValueEncoder(output: output, depth: depth + 1).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    begin()
    return JSONValueEncoder(output: output, depth: depth + 1).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    begin()
    return JSONValueEncoder(output: output, depth: depth + 1)
  }
}
