import Synchronization
import Testing
import Timing

@testable import DNS

/// Records and zones from text, as tests write them.
enum ZoneText {
  /// `name TTL type data`, such as `www.example.test 60 A 10.0.0.1`.
  static func record(_ text: String) throws -> ResourceRecord {
    let words = text.split(separator: " ").map(String.init)
    let name = try DomainName(words[0])
    let ttl = try #require(UInt32(words[1]))
    switch words[2] {
    case "A", "AAAA": return ResourceRecord(name: name, ttl: ttl, data: RecordData(try #require(IPAddress(words[3]))))
    case "CNAME": return ResourceRecord(name: name, ttl: ttl, data: .cname(try DomainName(words[3])))
    case "TXT": return ResourceRecord(name: name, ttl: ttl, data: .txt([Array(words[3].utf8)]))
    case "SRV":
      let numbers = words[3...5].compactMap { UInt16($0) }
      let location = ServiceLocation(
        priority: numbers[0], weight: numbers[1], port: numbers[2], target: try DomainName(words[6]))
      return ResourceRecord(name: name, ttl: ttl, data: .srv(location))
    default: throw ZoneFault(message: "no type \(words[2])")
    }
  }

  static func zone(
    _ apex: String, negativeTTL: UInt32? = 5, order: RecordOrder = .fixed, mostAnswers: Int? = nil, _ records: String...
  ) throws -> Zone {
    try Zone(
      apex: DomainName(apex), negativeTTL: negativeTTL, order: order, mostAnswers: mostAnswers,
      records: records.map(record))
  }

  /// A zone with `count` addresses at `many`.
  static func many(_ count: Int, order: RecordOrder = .fixed, mostAnswers: Int? = nil) throws -> Zone {
    try Zone(
      apex: DomainName("example.test"), order: order, mostAnswers: mostAnswers,
      records: (1...count).map { number in
        try record("many.example.test 60 A 10.0.\(number / 256).\(number % 256)")
      })
  }
}

extension RandomSource {
  static func seeded(_ seed: UInt64) -> RandomSource {
    let generator = Generator(seed: seed)
    return RandomSource { generator.next() }
  }

  private final class Generator: Sendable {
    private let state: Mutex<SplitMix64>

    init(seed: UInt64) { state = Mutex(SplitMix64(seed: seed)) }

    func next() -> UInt64 { state.withLock { $0.next() } }
  }
}
