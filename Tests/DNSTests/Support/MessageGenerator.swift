import DNS
import Timing

/// Messages of every kind of record, the same ones for the same seed.
struct MessageGenerator {
  var random: SplitMix64
  /// Few labels, so that names share their ends and compression has work to do.
  private var suffixes: [DomainName] = [.root]

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func message() -> Message {
    suffixes = [.root]
    var message = Message(id: number())
    message.flags.isResponse = bool()
    message.flags.operation = one(in: 10) ? UInt8.random(in: 0...6, using: &random) : 0
    message.flags.isAuthoritative = bool()
    message.flags.isTruncated = one(in: 8)
    message.flags.recursionDesired = bool()
    message.flags.recursionAvailable = bool()
    if bool() {
      message.extensions = .init(payloadSize: number(), version: one(in: 8) ? UInt8(truncatingIfNeeded: number()) : 0)
    }
    message.responseCode = ResponseCode(.random(in: 0...(message.extensions == nil ? 10 : 23), using: &random))
    message.questions = list(upTo: one(in: 10) ? 3 : 1) { Question(name: $0.name(), type: $0.questionType()) }
    message.answers = list(upTo: 6) { $0.record() }
    message.authorities = list(upTo: 2) { $0.record() }
    message.additionals = list(upTo: 6) { $0.record() }
    return message
  }

  mutating func record() -> ResourceRecord {
    ResourceRecord(name: name(), ttl: one(in: 4) ? 0 : .random(in: 0...UInt32(Int32.max), using: &random), data: data())
  }

  mutating func name() -> DomainName {
    guard !one(in: 20), let end = suffixes.randomElement(using: &random) else { return .root }
    guard !one(in: 4) else { return end }
    let labels = list(upTo: 3) { $0.label() } + end.labels
    guard let name = try? DomainName(labels: labels) else { return end }
    if suffixes.count < 12 { suffixes.append(name) }
    return name
  }

  private mutating func label() -> [UInt8] {
    if one(in: 30) { return bytes(count: .random(in: 1...63, using: &random)) }
    let text = ["a", "weather", "Weather", "service", "consul", "dc1", "7f000101", "_http", "-", "x.y"]
    return Array((text.randomElement(using: &random) ?? "a").utf8)
  }

  private mutating func questionType() -> RecordType {
    [.a, .aaaa, .srv, .cname, .soa, .txt, .any, RecordType(65)].randomElement(using: &random) ?? .a
  }

  private mutating func data() -> RecordData {
    switch Int.random(in: 0..<9, using: &random) {
    case 0: .a(UInt32(truncatingIfNeeded: random.next()))
    case 1: .aaaa(high: random.next(), low: random.next())
    case 2: .cname(name())
    case 3: .ns(name())
    case 4: .ptr(name())
    case 5: .srv(ServiceLocation(priority: number(), weight: number(), port: number(), target: name()))
    case 6:
      .soa(
        StartOfAuthority(
          primary: name(), mailbox: name(), serial: wide(), refresh: wide(), retry: wide(), expire: wide(),
          minimum: wide()))
    case 7: .txt([bytes(count: smallCount())] + list(upTo: 2) { $0.bytes(count: $0.smallCount()) })
    // From the types for private use: no reader gives their data a meaning.
    default: .other(RecordType(.random(in: 65280...65534, using: &random)), bytes(count: smallCount()))
    }
  }

  private mutating func smallCount() -> Int { one(in: 20) ? 255 : .random(in: 0...12, using: &random) }
  private mutating func number() -> UInt16 { UInt16(truncatingIfNeeded: random.next()) }
  private mutating func wide() -> UInt32 { UInt32(truncatingIfNeeded: random.next()) }
  private mutating func bool() -> Bool { .random(using: &random) }
  private mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &random) == 0 }

  private mutating func bytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  private mutating func list<Item>(upTo count: Int, _ make: (inout Self) -> Item) -> [Item] {
    let length = Int.random(in: 0...count, using: &random)
    return (0..<length).map { _ in make(&self) }
  }
}

extension MessageGenerator {
  /// `bytes` with one to four of them changed, cut off, put in or doubled.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[at] = [0, 1, 0x3F, 0x40, 0x80, 0xC0, 0xFF].randomElement(using: &random) ?? 0
      case 2: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...4, using: &random)))
      case 3: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: at)
      case 4: bytes.removeLast(bytes.count - at)
      case 5: bytes += bytes[at...].prefix(20)
      case 6:
        // A pointer to somewhere, which is what decoders fear most.
        let target = Int.random(in: 0..<(bytes.count + 4), using: &random)
        bytes.replaceSubrange(
          at..<min(bytes.count, at + 2), with: [0xC0 | UInt8(target >> 8 & 0x3F), UInt8(target & 0xFF)])
      default: bytes[at] = UInt8(truncatingIfNeeded: random.next())
      }
    }
    return bytes
  }
}
