import DNS

/// The list of a service's instances in configuration: `10.0.0.1:4567,[::1]:80,weather:4567`.
enum StaticList {
  /// As many names as are asked for at once.
  static let mostEntries = AddressLookup.mostNames
  static let allowed = "a list such as 10.0.0.1:4567,weather.internal:80 of at most \(mostEntries) hosts and ports"

  /// Throws ``StrategyFault``.
  static func entries(_ text: String) throws(StrategyFault) -> [StaticResolver.Entry] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { trimmed($0) }
    guard text.contains(where: { $0 != " " && $0 != "," }) else {
      throw StrategyFault(.endpoints, "is empty", allowed: allowed)
    }
    guard parts.count <= mostEntries else {
      throw StrategyFault(.endpoints, "has \(parts.count) entries", allowed: allowed)
    }
    var entries: [StaticResolver.Entry] = []
    for part in parts { entries.append(try entry(part)) }
    return entries
  }

  private static func entry(_ text: Substring) throws(StrategyFault) -> StaticResolver.Entry {
    guard !text.isEmpty else { throw StrategyFault(.endpoints, "has an empty entry", allowed: allowed) }
    guard let colon = text.lastIndex(of: ":"), let port = port(text[text.index(after: colon)...]) else {
      throw StrategyFault(
        .endpoints, "has the entry \(quoted(String(text))) without a port from 1 to 65535", allowed: allowed)
    }
    let host = text[..<colon]
    if let address = address(host) { return StaticResolver.Entry(host: .address(address), port: port) }
    guard !host.contains(":"), !host.contains("["), !looksNumeric(host) else {
      throw StrategyFault(
        .endpoints, "has the entry \(quoted(String(text))), whose host is no address; IPv6 goes in brackets",
        allowed: allowed)
    }
    // Names in a compose file and of containers may have underscores.
    let name = try HostNameRule.service.name(String(host), part: .endpoints)
    return StaticResolver.Entry(host: .name(name), port: port)
  }

  private static func address(_ host: Substring) -> IPAddress? {
    guard host.first == "[" else { return host.contains(":") ? nil : IPAddress(String(host)) }
    guard host.last == "]", host.contains(":") else { return nil }
    return IPAddress(String(host.dropFirst().dropLast()))
  }

  /// `10.0.0.256` is a mistyped address, not a name (RFC 1123 section 2.1).
  private static func looksNumeric(_ host: Substring) -> Bool {
    host.split(separator: ".").last?.utf8.allSatisfy { (0x30...0x39).contains($0) } ?? false
  }

  private static func port(_ digits: Substring) -> UInt16? {
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = UInt16(digits), port > 0
    else { return nil }
    return port
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
