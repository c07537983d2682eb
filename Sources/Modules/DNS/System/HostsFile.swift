/// The names that `/etc/hosts` gives to addresses (hosts(5)).
package struct HostsFile: Sendable, Hashable {
  private var addressesByName: [DomainName: [IPAddress]] = [:]

  package init(parsing text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace).map(String.init)
      // An address with a zone is left out, as any line that cannot be read.
      guard let first = words.first, let address = IPAddress(first) else { continue }
      for word in words.dropFirst() {
        guard let name = try? DomainName(word) else { continue }
        if addressesByName[name]?.contains(address) != true { addressesByName[name, default: []].append(address) }
      }
    }
  }

  /// In the order of the file, whatever the case of the letters; empty where the file does not have the name.
  package func addresses(of name: DomainName) -> [IPAddress] {
    addressesByName[name] ?? []
  }

  /// Reads the file; one that is missing or cannot be read is like an empty one.
  package static func system(path: String = "/etc/hosts") -> HostsFile {
    HostsFile(parsing: SystemFile.text(at: path) ?? "")
  }
}
