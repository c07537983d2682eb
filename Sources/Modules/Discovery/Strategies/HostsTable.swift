package import DNS

/// Names that need not be asked for: those of `/etc/hosts`, and `localhost`.
package struct HostsTable: Sendable, Hashable {
  package static let empty = HostsTable("")

  private let file: HostsFile

  /// From the text of a hosts file.
  package init(_ text: String) {
    file = HostsFile(parsing: text)
  }

  private init(_ file: HostsFile) {
    self.file = file
  }

  /// The file as it is now.
  package static var system: HostsTable { HostsTable(HostsFile.system()) }

  /// The IPv4 addresses of a name, or its IPv6 addresses where it has none; empty for a name that must be asked for.
  ///
  /// RFC 6761 section 6.3: `localhost` and what is below it is the loopback address, and is never asked for.
  package func addresses(of name: DomainName) -> [IPAddress] {
    let listed = file.addresses(of: name)
    let all = listed.isEmpty && name.isLocalhost ? [.v4(0x7F00_0001)] : listed
    let version4 = all.filter { if case .v4 = $0 { true } else { false } }
    return version4.isEmpty ? all : version4
  }
}

extension DomainName {
  fileprivate var isLocalhost: Bool {
    labels.last.map { String(decoding: $0, as: UTF8.self).lowercased() == "localhost" } ?? false
  }
}
