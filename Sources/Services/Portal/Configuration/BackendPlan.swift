import DNS
import Discovery

/// How one backend is found, validated.
struct BackendPlan: Sendable, Hashable {
  var query: ServiceQuery

  /// Nil asks the system's name servers.
  var servers: [ServerAddress]?

  /// The port that every instance has; nil where the registry tells the port of each, or the list.
  var port: Int?

  /// For people: what is asked, or the list.
  var shown: String

  /// Sent as `Host`; nil sends the address. RFC 9110 section 7.2: the port is left out where it is the scheme's own.
  var host: String? {
    guard let name = query.name else { return nil }
    let text = name.description.dropLast()
    guard let port, port != 80 else { return String(text) }
    return "\(text):\(port)"
  }
}
