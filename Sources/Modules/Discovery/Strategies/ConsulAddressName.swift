package import DNS

extension IPAddress {
  /// The address that Consul spells in the name of an SRV target, `c000020a.addr.dc1.consul` for 192.0.2.10, so that no
  /// second question is needed. Nil for any other name, and for one outside the domain in which `service` is: a name
  /// elsewhere means what its own servers say.
  package init?(consulName name: DomainName, ofService service: DomainName) {
    let labels = name.labels
    guard labels.count > 3, labels[1].count == 4, String(decoding: labels[1], as: UTF8.self).lowercased() == "addr",
      let domain = name.parent?.parent?.parent, service.isWithin(domain),
      let bytes = Self.hexDecoded(labels[0])
    else { return nil }
    self.init(bytes: bytes)
  }

  private static func hexDecoded(_ digits: [UInt8]) -> [UInt8]? {
    guard digits.count == 8 || digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = hexValue(digits[index]), let low = hexValue(digits[index + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
