import DNS

/// A message as one line of text, which `Tests/DNSOracle/oracle.py` writes alike: names and data as the bytes of their
/// uncompressed form, since no two programs show them alike otherwise.
enum CanonicalMessage {
  static func text(_ message: Message) -> String {
    let header = "\(message.id) \(flags(message.flags)) \(message.responseCode.number)"
    let opt = message.extensions.map { "\($0.payloadSize) \($0.version)" } ?? ""
    let questions = message.questions.map { "\(bytes($0.name)) \($0.type.number)" }
    let sections = [message.answers, message.authorities, message.additionals].map { $0.map(record) }
    return ([header, opt, questions.joined(separator: ",")] + sections.map { $0.joined(separator: ",") })
      .joined(separator: "|")
  }

  private static func flags(_ flags: Message.Flags) -> Int {
    (flags.isResponse ? 0x8000 : 0) | Int(flags.operation) << 11 | (flags.isAuthoritative ? 0x0400 : 0)
      | (flags.isTruncated ? 0x0200 : 0) | (flags.recursionDesired ? 0x0100 : 0)
      | (flags.recursionAvailable ? 0x0080 : 0)
  }

  private static func record(_ record: ResourceRecord) -> String {
    "\(bytes(record.name)) \(record.ttl) \(record.type.number) \(data(record.data))"
  }

  private static func bytes(_ name: DomainName) -> String { hexText(name.wireLabels + [0]) }

  private static func data(_ data: RecordData) -> String {
    switch data {
    case .a(let bits): big(bits)
    case .aaaa(let high, let low): big(high) + big(low)
    case .cname(let name), .ns(let name), .ptr(let name): bytes(name)
    case .srv(let location):
      big(location.priority) + big(location.weight) + big(location.port) + bytes(location.target)
    case .soa(let soa):
      bytes(soa.primary) + bytes(soa.mailbox)
        + [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum].map(big).joined()
    case .txt(let strings): strings.map { hexText([UInt8($0.count)] + $0) }.joined()
    case .other(_, let bytes): hexText(bytes)
    }
  }

  private static func big(_ number: some FixedWidthInteger) -> String {
    withUnsafeBytes(of: number.bigEndian) { hexText($0) }
  }
}
