/// Bytes to a ``Message``: RFC 1035, with SRV (RFC 2782), AAAA (RFC 3596) and OPT (RFC 6891).
///
/// What is lenient here: records and questions of other classes than IN are left out; records of types that are not read
/// are kept as bytes; an SRV target may be compressed, although RFC 2782 forbids it; and bytes behind the last record are
/// not looked at, since nothing in a message says what they would mean.
///
/// Any bytes are decoded or refused in time that grows with their number only.
package struct MessageDecoder {
  private var reader: MessageReader
  private let header: MessageHeader
  private var message: Message

  /// A message, or ``MalformedMessage``.
  package static func decode(_ bytes: [UInt8]) throws(MalformedMessage) -> Message {
    var decoder = try MessageDecoder(bytes)
    try decoder.readQuestions()
    try decoder.readRecords()
    return decoder.message
  }

  /// The header and the questions alone: enough to know what a message is about that is cut or broken further on.
  package static func decodeQuestions(_ bytes: [UInt8]) throws(MalformedMessage) -> Message {
    var decoder = try MessageDecoder(bytes)
    try decoder.readQuestions()
    return decoder.message
  }

  private init(_ bytes: [UInt8]) throws(MalformedMessage) {
    reader = MessageReader(bytes)
    header = try MessageHeader(from: &reader)
    message = Message(
      id: header.id, flags: header.flags, responseCode: ResponseCode(UInt16(header.responseCode)))
  }

  private mutating func readQuestions() throws(MalformedMessage) {
    // A name, even the root, takes a byte; type and class two each.
    try check(Int(header.questions), sizeOfLeast: 5)
    for _ in 0..<header.questions {
      let name = try reader.name()
      let type = RecordType(try reader.uint16())
      if try reader.uint16() == RecordClass.internet { message.questions.append(Question(name: name, type: type)) }
    }
  }

  private mutating func readRecords() throws(MalformedMessage) {
    let count = Int(header.answers) + Int(header.authorities) + Int(header.additionals)
    // A name, type, class, TTL and RDLENGTH.
    try check(count, sizeOfLeast: 11)
    message.answers = try records(header.answers, mayHoldExtensions: false)
    message.authorities = try records(header.authorities, mayHoldExtensions: false)
    message.additionals = try records(header.additionals, mayHoldExtensions: true)
  }

  /// RFC 9267 section 6: counts are believed no further than the bytes reach.
  private func check(_ count: Int, sizeOfLeast size: Int) throws(MalformedMessage) {
    guard count * size <= reader.remaining else {
      throw MalformedMessage(
        .countTooHigh, at: reader.offset, "The header counts \(count), and \(reader.remaining) bytes are left.")
    }
  }

  private mutating func records(
    _ count: UInt16, mayHoldExtensions: Bool
  ) throws(MalformedMessage) -> [ResourceRecord] {
    var records: [ResourceRecord] = []
    records.reserveCapacity(Int(count))
    for _ in 0..<count {
      let start = reader.offset
      let name = try reader.name()
      let type = RecordType(try reader.uint16())
      let recordClass = try reader.uint16()
      let ttl = try reader.uint32()
      let length = Int(try reader.uint16())
      if type == .opt {
        guard mayHoldExtensions, message.extensions == nil, name == .root else {
          // RFC 6891 section 6.1.1.
          throw MalformedMessage(.misplacedOPT, at: start, "An OPT record is not the only one, or not in its place.")
        }
        try readExtensions(payloadSize: recordClass, bits: ttl, length: length)
      } else if recordClass == RecordClass.internet {
        let data = try RecordData(type, length: length, from: &reader)
        // RFC 2181 section 8.
        records.append(ResourceRecord(name: name, ttl: ttl > UInt32(Int32.max) ? 0 : ttl, data: data))
      } else {
        _ = try reader.take(length)
      }
    }
    return records
  }

  /// RFC 6891 section 6.1.3. Options are not looked at.
  private mutating func readExtensions(payloadSize: UInt16, bits: UInt32, length: Int) throws(MalformedMessage) {
    message.extensions = Message.Extensions(payloadSize: payloadSize, version: UInt8(bits >> 16 & 0xFF))
    message.responseCode = ResponseCode(UInt16(bits >> 24) << 4 | UInt16(header.responseCode))
    _ = try reader.take(length)
  }
}

/// RFC 1035 section 3.2.4. No other class is in use for what this module does.
enum RecordClass {
  static let internet: UInt16 = 1
}
