/// A ``Message`` to bytes, no more of them than there is room for.
package struct MessageEncoder {
  /// What a TCP message can hold: its length is sent in two bytes (RFC 1035 section 4.2.2).
  package static let largestMessage = 65_535

  private static let sizeOfExtensions = 11

  private var writer = MessageWriter()
  private let message: Message
  /// What is left of the limit once the OPT record has its place.
  private let limit: Int
  private var isTruncated: Bool

  /// At most `limit` bytes, which is no less than 512: whole records are left out from the end where all of them are more.
  ///
  /// RFC 2181 section 9: TC is set only where a record of the answer or authority section had to be left out. Additional
  /// records are left out without it. The OPT record always stays.
  package static func encode(_ message: Message, limit: Int = largestMessage) -> [UInt8] {
    var encoder = MessageEncoder(message, limit: limit)
    return encoder.encoded()
  }

  private init(_ message: Message, limit: Int) {
    self.message = message
    // RFC 1035 section 4.2.1, RFC 6891 section 6.2.3.
    let limit = min(max(limit, 512), Self.largestMessage)
    self.limit = message.extensions == nil ? limit : limit - Self.sizeOfExtensions
    isTruncated = message.flags.isTruncated
  }

  private mutating func encoded() -> [UInt8] {
    writer.write(message.id)
    for _ in 1..<(MessageHeader.size / 2) { writer.write(UInt16(0)) }
    var isFull = false
    let questions = write(message.questions, &isFull) { writer, question in
      writer.write(question.name)
      writer.write(question.type.number)
      writer.write(RecordClass.internet)
    }
    let answers = write(message.answers, &isFull) { $0.write($1) }
    let authorities = write(message.authorities, &isFull) { $0.write($1) }
    isTruncated = isTruncated || isFull
    var additionals = write(message.additionals, &isFull) { $0.write($1) }
    if let extensions = message.extensions {
      write(extensions)
      additionals += 1
    }
    writer.replace(at: 2, with: headerBits)
    for (index, count) in [questions, answers, authorities, additionals].enumerated() {
      writer.replace(at: 4 + 2 * index, with: count)
    }
    return writer.bytes
  }

  /// As many of `items` as there is room for; gives back how many.
  private mutating func write<Item>(
    _ items: [Item], _ isFull: inout Bool, _ one: (inout MessageWriter, Item) -> Void
  ) -> UInt16 {
    var count: UInt16 = 0
    for item in items where !isFull {
      let before = writer.bytes.count
      one(&writer, item)
      if writer.bytes.count <= limit {
        count += 1
      } else {
        writer.cut(to: before)
        isFull = true
      }
    }
    return count
  }

  private var headerBits: UInt16 {
    var flags = message.flags
    flags.isTruncated = isTruncated
    // A code of more than four bits cannot be said without the OPT record, but that something went wrong can.
    let fits = message.extensions != nil || message.responseCode.number <= 0xF
    let code = fits ? message.responseCode : .serverFailure
    return MessageHeader.bits(of: flags, UInt8(code.number & 0xF))
  }

  /// RFC 6891 section 6.1.
  private mutating func write(_ extensions: Message.Extensions) {
    writer.write(DomainName.root)
    writer.write(RecordType.opt.number)
    writer.write(extensions.payloadSize)
    writer.write(UInt8(message.responseCode.number >> 4 & 0xFF))
    writer.write(extensions.version)
    writer.write(UInt16(0))
    writer.write(UInt16(0))
  }
}
