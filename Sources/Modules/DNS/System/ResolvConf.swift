/// The name servers that `/etc/resolv.conf` lists. Its search list and options are not used here: names are full names, and
/// times are the client's own.
package struct ResolvConf: Sendable, Hashable {
  /// As of the system's own resolver; those after it are never asked.
  package static let mostServers = 3

  package var servers: [ServerAddress]

  package init(parsing text: String) {
    servers = []
    for line in text.split(whereSeparator: \.isNewline) {
      // resolv.conf(5): a line whose first character is a semicolon or hash is a comment.
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2, words[0] == "nameserver", servers.count < Self.mostServers else { continue }
      // An address with a zone (`fe80::1%eth0`) is reached over one interface only, which a socket address of ours cannot
      // say; such a server is left out like one that cannot be read.
      guard let address = IPAddress(String(words[1])) else { continue }
      servers.append(ServerAddress(address))
    }
    // resolv.conf(5): without any, the one on this machine.
    if servers.isEmpty { servers = [ServerAddress(.v4(0x7F00_0001))] }
  }

  /// Reads the file; one that is missing or cannot be read is like an empty one.
  package static func system(path: String = "/etc/resolv.conf") -> ResolvConf {
    ResolvConf(parsing: SystemFile.text(at: path) ?? "")
  }
}
