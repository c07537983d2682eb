/// The first twelve bytes of a message (RFC 1035 section 4.1.1).
struct MessageHeader {
  static let size = 12

  var id: UInt16
  var flags: Message.Flags
  /// The low four bits.
  var responseCode: UInt8
  var questions: UInt16
  var answers: UInt16
  var authorities: UInt16
  var additionals: UInt16

  /// The second 16 bits as they are sent. AD, CD and the reserved bit are sent as zero.
  static func bits(of flags: Message.Flags, _ responseCode: UInt8) -> UInt16 {
    (flags.isResponse ? 0x8000 : 0) | UInt16(flags.operation & 0xF) << 11 | (flags.isAuthoritative ? 0x0400 : 0)
      | (flags.isTruncated ? 0x0200 : 0) | (flags.recursionDesired ? 0x0100 : 0)
      | (flags.recursionAvailable ? 0x0080 : 0) | UInt16(responseCode & 0xF)
  }
}

extension MessageHeader {
  init(from reader: inout MessageReader) throws(MalformedMessage) {
    id = try reader.uint16()
    let bits = try reader.uint16()
    flags = Message.Flags()
    flags.isResponse = bits & 0x8000 != 0
    flags.operation = UInt8(bits >> 11 & 0xF)
    flags.isAuthoritative = bits & 0x0400 != 0
    flags.isTruncated = bits & 0x0200 != 0
    flags.recursionDesired = bits & 0x0100 != 0
    flags.recursionAvailable = bits & 0x0080 != 0
    responseCode = UInt8(bits & 0xF)
    questions = try reader.uint16()
    answers = try reader.uint16()
    authorities = try reader.uint16()
    additionals = try reader.uint16()
  }
}
