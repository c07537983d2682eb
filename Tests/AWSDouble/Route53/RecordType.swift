/// What each type of record wants its values to be.
enum RecordType {
  static let all = [
    "SOA", "A", "TXT", "NS", "CNAME", "MX", "NAPTR", "PTR", "SRV", "SPF", "AAAA", "CAA", "DS", "TLSA", "SSHFP", "SVCB",
    "HTTPS",
  ]

  /// What Route 53 says of `value`; nil where it may stand in a record of `type`.
  static func problem(with value: String, of type: String) -> String? {
    let problem: String? =
      switch type {
      case "CNAME", "NS", "PTR": name(value)
      case "A": isIPv4(value) ? nil : "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"
      case "TXT", "SPF": text(value)
      default: value.isEmpty ? "RRDATAEmpty (Value is empty)" : nil
      }
    return problem.map { "Invalid Resource Record: 'FATAL problem: \($0) encountered with '\(value)''" }
  }

  private static func name(_ value: String) -> String? {
    do {
      _ = try DomainName(value)
      return nil
    } catch {
      let words = error.details.first?.split(separator: " encountered with").first ?? "FATAL problem: unknown"
      return String(words.dropFirst("FATAL problem: ".count))
    }
  }

  private static func isIPv4(_ value: String) -> Bool {
    let parts = value.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
      }
  }

  /// Quoted strings with blanks between them, each of at most 255 characters; an escape counts as the one that it is.
  private static func text(_ value: String) -> String? {
    let unquoted = "InvalidCharacterString (Value should be enclosed in quotation marks)"
    var rest = Array(value.utf8)[...]
    guard !rest.isEmpty else { return unquoted }
    while true {
      guard rest.popFirst() == UInt8(ascii: "\"") else { return unquoted }
      var count = 0
      while let byte = rest.first, byte != UInt8(ascii: "\"") {
        let isOctal = rest.dropFirst().prefix(3).allSatisfy { (0x30...0x37).contains($0) } && rest.count > 4
        guard byte == UInt8(ascii: "\\") || (0x20...0x7E).contains(byte) else {
          return "InvalidCharacterString (Value contains unsupported characters)"
        }
        rest.removeFirst(byte == UInt8(ascii: "\\") ? (isOctal ? 4 : min(2, rest.count)) : 1)
        count += 1
      }
      guard rest.popFirst() != nil else { return "CharacterStringUnterminated (Value is missing a closing quote)" }
      guard count <= 255 else { return "CharacterStringTooLong (Value is too long)" }
      if rest.isEmpty { return nil }
      guard rest.first == UInt8(ascii: " ") else { return unquoted }
      rest = rest.drop { $0 == UInt8(ascii: " ") }
    }
  }
}
