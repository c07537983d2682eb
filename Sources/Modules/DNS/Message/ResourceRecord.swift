/// One resource record of class IN (RFC 1035 section 3.2).
package struct ResourceRecord: Sendable, Hashable, CustomStringConvertible {
  package var name: DomainName

  /// Seconds. RFC 2181 section 8: at most 2^31 - 1, and a greater number means zero.
  package var ttl: UInt32

  package var data: RecordData

  package init(name: DomainName, ttl: UInt32, data: RecordData) {
    self.name = name
    self.ttl = ttl
    self.data = data
  }

  package var type: RecordType { data.type }

  /// As in a zone file: `weather.service.consul. 0 SRV 1 1 4567 7f000103.addr.dc1.consul.`
  package var description: String { "\(name) \(ttl) \(type) \(data)" }
}

/// What a record holds.
package enum RecordData: Sendable, Hashable {
  /// Four bytes, as ``IPAddress/v4(_:)``.
  case a(UInt32)
  /// Sixteen bytes, as ``IPAddress/v6(high:low:)``.
  case aaaa(high: UInt64, low: UInt64)
  case cname(DomainName)
  case ns(DomainName)
  case ptr(DomainName)
  case srv(ServiceLocation)
  /// Apart, so that the many other records stay small.
  indirect case soa(StartOfAuthority)
  /// Each string is at most 255 bytes long.
  case txt([[UInt8]])
  /// A type that is not read here, as its bytes (RFC 3597).
  case other(RecordType, [UInt8])

  package var type: RecordType {
    switch self {
    case .a: .a
    case .aaaa: .aaaa
    case .cname: .cname
    case .ns: .ns
    case .ptr: .ptr
    case .srv: .srv
    case .soa: .soa
    case .txt: .txt
    case .other(let type, _): type
    }
  }

  package init(_ address: IPAddress) {
    switch address {
    case .v4(let bits): self = .a(bits)
    case .v6(let high, let low): self = .aaaa(high: high, low: low)
    }
  }

  /// The address of an A or AAAA record; nil for any other.
  package var address: IPAddress? {
    switch self {
    case .a(let bits): .v4(bits)
    case .aaaa(let high, let low): .v6(high: high, low: low)
    default: nil
    }
  }
}

/// RFC 2782: where an instance of a service is.
package struct ServiceLocation: Sendable, Hashable {
  /// Lower ones are used first.
  package var priority: UInt16
  /// Share among those of the same priority; 0 for next to none.
  package var weight: UInt16
  package var port: UInt16
  /// The root means that there is decidedly no such service.
  package var target: DomainName

  package init(priority: UInt16, weight: UInt16, port: UInt16, target: DomainName) {
    self.priority = priority
    self.weight = weight
    self.port = port
    self.target = target
  }
}

/// RFC 1035 section 3.3.13. Its `minimum`, or its record's TTL where that is less, says how long "there is none" holds
/// (RFC 2308 section 5).
package struct StartOfAuthority: Sendable, Hashable {
  package var primary: DomainName
  package var mailbox: DomainName
  package var serial: UInt32
  /// Seconds, as all that follow.
  package var refresh: UInt32
  package var retry: UInt32
  package var expire: UInt32
  package var minimum: UInt32

  package init(
    primary: DomainName, mailbox: DomainName, serial: UInt32, refresh: UInt32, retry: UInt32, expire: UInt32,
    minimum: UInt32
  ) {
    self.primary = primary
    self.mailbox = mailbox
    self.serial = serial
    self.refresh = refresh
    self.retry = retry
    self.expire = expire
    self.minimum = minimum
  }
}

extension RecordData: CustomStringConvertible {
  /// The data as a zone file has it.
  package var description: String {
    switch self {
    case .a(let bits): IPAddress.v4(bits).description
    case .aaaa(let high, let low): IPAddress.v6(high: high, low: low).description
    case .cname(let name), .ns(let name), .ptr(let name): name.description
    case .srv(let location): "\(location.priority) \(location.weight) \(location.port) \(location.target)"
    case .soa(let soa):
      "\(soa.primary) \(soa.mailbox) \(soa.serial) \(soa.refresh) \(soa.retry) \(soa.expire) \(soa.minimum)"
    case .txt(let strings): strings.map(Self.quoted).joined(separator: " ")
    case .other(_, let bytes):
      // RFC 3597 section 5.
      "\\# \(bytes.count)" + (bytes.isEmpty ? "" : " ") + bytes.map(Self.hex).joined()
    }
  }

  private static func quoted(_ bytes: [UInt8]) -> String {
    let shown = bytes.map { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
      case 0x20...0x7E: String(UnicodeScalar(byte))
      default: "\\" + String(repeating: "0", count: byte < 10 ? 2 : byte < 100 ? 1 : 0) + String(byte)
      }
    }
    return "\"\(shown.joined())\""
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
