/// DNS messages: any bytes are decoded or refused, and what was decoded can be encoded and decodes to itself.
enum DNSTarget {
  static func run(_ bytes: [UInt8]) {
    guard let message = try? MessageDecoder.decode(bytes) else { return }
    require(message.answers.count + message.additionals.count <= bytes.count / 11, "more records than bytes")
    let again = try? MessageDecoder.decode(MessageEncoder.encode(message))
    require(again == message, "what was encoded decodes to itself")
    checkLimit(message)
    for record in message.answers { checkText(record) }
  }

  private static func checkLimit(_ message: Message) {
    let small = MessageEncoder.encode(message, limit: 512)
    require(small.count <= 512, "a limit is kept")
    guard let decoded = try? MessageDecoder.decode(small) else { return require(false, "what was cut decodes") }
    require(message.answers.starts(with: decoded.answers), "whole records are left out, from the end")
    require(decoded.extensions == message.extensions, "the OPT record stays")
  }

  /// What is shown to people is visible ASCII, and a name that was written is read as itself.
  private static func checkText(_ record: ResourceRecord) {
    require(record.description.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "visible characters only")
    require((try? DomainName(record.name.description)) == record.name, "a name that was written is read as itself")
  }
}
