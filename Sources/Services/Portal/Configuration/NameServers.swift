import Chassis
import DNS

/// Name servers in configuration: addresses, since who would look up their names?
enum NameServers {
  static let allowed =
    "addresses such as 127.0.0.1:8600, 10.0.0.2 for port 53 or [::1]:53, at most 8, several separated by commas"

  /// Throws ``ConfigurationError`` for `key`.
  static func read(_ text: String, key: String) throws -> [ServerAddress] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let servers = parts.compactMap(server)
    guard servers.count == parts.count, servers.count <= 8, Set(servers).count == servers.count else {
      throw ConfigurationError(key: key, value: text, allowed: allowed)
    }
    return servers
  }

  private static func server(_ text: Substring) -> ServerAddress? {
    let text = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    if let address = IPAddress(text) { return ServerAddress(address) }
    guard let place = HostPort(text, defaultPort: 53), let address = IPAddress(place.host),
      let port = UInt16(exactly: place.port)
    else { return nil }
    return ServerAddress(address, port: port)
  }
}
