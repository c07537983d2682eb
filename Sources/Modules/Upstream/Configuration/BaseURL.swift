package import Chassis

/// Where a provider's interface begins: scheme, host and, for stand-ins and gateways, a path in front of the provider's
/// own paths.
package struct BaseURL: Sendable, Hashable {
  /// Without a slash at the end.
  package let text: String

  /// Reads the setting `key`. Throws ``ConfigurationError``.
  package init(_ settings: Settings, _ key: String, default fallback: StaticString) throws {
    let text = settings.string(key, default: "\(fallback)")
    guard let checked = Self.checked(text) else {
      throw ConfigurationError(
        key: key, value: text, allowed: "a URL such as https://host or http://host:port/prefix, without a query")
    }
    self.text = checked
  }

  /// One that no setting names.
  package init(_ known: StaticString) {
    text = "\(known)"
  }

  private static func checked(_ text: String) -> String? {
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: { text.lowercased().hasPrefix($0) }) else { return nil }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    let allowed = rest.utf8.allSatisfy { byte in
      (0x21...0x7E).contains(byte) && !#"?#@"<>\^`{|}"#.utf8.contains(byte)
    }
    guard allowed, HostPort(String(authority), defaultPort: scheme == "https://" ? 443 : 80) != nil else { return nil }
    var result = scheme + rest
    while result.hasSuffix("/") { result.removeLast() }
    return result
  }
}
