/// From the bytes of a query to those of its answer.
extension ZoneResponder {
  /// Nil where no answer may be given: to an answer, or to bytes in which no query can be seen.
  package func respond(to bytes: [UInt8], over transport: DNSTransportKind) -> [UInt8]? {
    guard let header = QueryHeader(bytes), !header.flags.isResponse else { return nil }
    // Another operation may have another form, so its message is not read at all.
    guard header.flags.operation == 0 else { return header.refusal(.notImplemented) }
    guard header.questionCount == 1, let query = try? MessageDecoder.decode(bytes) else {
      return header.refusal(.formatError)
    }
    // The decoder leaves out what is asked of another class than IN.
    guard !query.questions.isEmpty else { return header.refusal(.refused) }
    guard let response = respond(to: query) else { return nil }
    return MessageEncoder.encode(response, limit: Self.limit(for: query, over: transport))
  }

  /// RFC 1035 section 4.2.1, RFC 6891 section 6.2.5: by UDP what the asker said that it can take, and 512 bytes where it
  /// said nothing.
  private static func limit(for query: Message, over transport: DNSTransportKind) -> Int {
    switch transport {
    case .tcp: MessageEncoder.largestMessage
    case .udp: Int(min(max(query.extensions?.payloadSize ?? 512, 512), largestDatagram))
    }
  }
}

/// The first bytes of a message, for answers to what cannot be read further.
private struct QueryHeader {
  var id: UInt16
  var flags: Message.Flags
  var questionCount: UInt16

  /// Nil where there are fewer than the twelve bytes of a header.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 12 else { return nil }
    id = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
    flags = Message.Flags()
    flags.isResponse = bytes[2] & 0x80 != 0
    flags.operation = bytes[2] >> 3 & 0xF
    flags.recursionDesired = bytes[2] & 0x01 != 0
    questionCount = UInt16(bytes[4]) << 8 | UInt16(bytes[5])
  }

  /// A header alone.
  func refusal(_ code: ResponseCode) -> [UInt8] {
    var response = Message(id: id, flags: flags, responseCode: code)
    response.flags.isResponse = true
    return MessageEncoder.encode(response)
  }
}
