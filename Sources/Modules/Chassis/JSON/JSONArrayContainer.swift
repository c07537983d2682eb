import HTTPServer

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

  mutating func encodeNil() {
    count += 1
    output.document.element(at: depth) { $0.append("null") }
  }

  mutating func encode(_ value: Bool) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: String) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int8) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int16) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int32) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Int64) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt8) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt16) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt32) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: UInt64) {
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Double) throws {
    try JSONOutput.check(value, [])
    count += 1
    output.document.element(at: depth) { $0.appendJSON(value) }
  }

  mutating func encode(_ value: Float) throws {
    try encode(Double(value.description) ?? Double(value))
  }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    try output.encode(value, at: begin().depth)
  }

  mutating func nestedContainer<Key: CodingKey>(keyedBy keyType: Key.Type) -> KeyedEncodingContainer<Key> {
    begin().container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    begin().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder {
    begin()
  }

  /// Begins an element whose value follows.
  private mutating func begin() -> JSONValueEncoder {
    count += 1
    output.document.element(at: depth) { _ in }
    return JSONValueEncoder(output: output, depth: depth + 1)
  }
}
