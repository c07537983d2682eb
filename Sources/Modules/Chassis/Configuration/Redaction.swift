/// Takes passwords out of values that are shown to people.
enum Redaction {
  /// What stands in the place of a secret.
  static let hidden = "<hidden>"

  /// `scheme://user:password@host` without what stands before the `@` (RFC 3986 section 3.2.1 advises it).
  static func withoutUserInformation(_ value: String) -> String {
    var shown = ""
    var rest = value[...]
    while let scheme = rest.firstRange(of: "://") {
      shown += rest[..<scheme.upperBound]
      rest = rest[scheme.upperBound...]
      let authority = rest.prefix { !"/?#, ".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { continue }
      shown += hidden + "@"
      rest = rest[rest.index(after: at)...]
    }
    return shown + rest
  }
}
