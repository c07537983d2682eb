import Chassis
import Upstream

/// How we present ourselves to MET Norway, which refuses callers that it cannot reach, and bans those who call too much
/// without asking them first. The default is true, but names nobody.
struct METNorwayContact: Sendable {
  let userAgent: String
  let isKnown: Bool

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    guard let contact = settings.string("MET_NORWAY_CONTACT") else {
      userAgent = Outside.userAgent
      isKnown = false
      return
    }
    // It becomes a comment of the field (RFC 9110 section 5.6.5), which these would end.
    let isPlain = contact.utf8.allSatisfy { (0x20...0x7E).contains($0) && !#"()\"#.utf8.contains($0) }
    guard isPlain, contact.utf8.count <= 200, contact.contains("@") || contact.contains(".") else {
      throw ConfigurationError(
        key: "MET_NORWAY_CONTACT", value: contact,
        allowed: "a web site or an e-mail address by which you can be reached, such as https://example.com")
    }
    userAgent = "\(Outside.userAgent) (\(contact))"
    isKnown = true
  }
}
