package import DNS

/// What `/etc/hosts` says: addresses by name, from the text of the file (hosts(5)).
package struct HostsTable: Sendable, Hashable {
  package static let empty = HostsTable("")

  private let addresses: [DomainName: [IPAddress]]

  /// Lines that make no sense are passed over, as the C library does.
  package init(_ text: String) {
    var addresses: [DomainName: [IPAddress]] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
      guard let first = words.first, let address = IPAddress(String(first)) else { continue }
      for word in words.dropFirst() {
        guard let name = try? DomainName(String(word)) else { continue }
        addresses[name, default: []].append(address)
      }
    }
    self.addresses = addresses
  }

  /// The IPv4 addresses of a name, or its IPv6 addresses where it has none; empty for a name that must be asked for.
  ///
  /// RFC 6761 section 6.3: `localhost` and what is below it is the loopback address, and is never asked for.
  package func addresses(of name: DomainName) -> [IPAddress] {
    let all = addresses[name] ?? (name.isLocalhost ? [.v4(0x7F00_0001)] : [])
    let version4 = all.filter { if case .v4 = $0 { true } else { false } }
    return version4.isEmpty ? all : version4
  }
}

extension DomainName {
  fileprivate var isLocalhost: Bool {
    labels.last.map { String(decoding: $0, as: UTF8.self).lowercased() == "localhost" } ?? false
  }
}
