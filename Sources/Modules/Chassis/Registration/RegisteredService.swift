/// What the catalogue is told of a service, apart from where it is: by Registrator's variables.
package struct RegisteredService: Sendable, Equatable {
  package var name: String
  package var tags: [String]
  /// Nil to make one of the place where the service runs.
  package var id: String?
  /// Nil for none: then Consul takes the service for healthy for ever.
  package var check: RegisteredCheck?
  package var meta: [String: String]

  package init(
    name: String, tags: [String] = [], id: String? = nil, check: RegisteredCheck? = nil, meta: [String: String] = [:]
  ) {
    self.name = name
    self.tags = tags
    self.id = id
    self.check = check
    self.meta = meta
  }

  /// What a service tells of itself. Throws ``ConfigurationError``.
  init(name: String, _ variables: RegistrationVariables) throws {
    let label = "a DNS label: 1 to 63 letters, digits and hyphens, with no hyphen at either end (RFC 1123 section 2.1)"
    self.name = try variables.value("name", allowed: label) { Self.isLabel($0) ? $0 : nil } ?? name
    id = try Self.id(variables)
    tags = RegisteredTags.parse(variables["tags"]?.value ?? "")
    check = try RegisteredCheck(variables)
    meta = try Self.meta(variables)
  }

  /// `SERVICE_ID`. Throws ``ConfigurationError``.
  package static func id(_ variables: RegistrationVariables) throws -> String? {
    let allowed = "1 to 255 visible ASCII characters without spaces and slashes"
    return try variables.value("id", allowed: allowed) { isID($0) ? $0 : nil }
  }

  /// All variables but those that the catalogue has members of its own for, as Registrator does. Throws
  /// ``ConfigurationError``.
  package static func meta(_ variables: RegistrationVariables) throws -> [String: String] {
    var meta: [String: String] = [:]
    for (name, variable) in variables.all where !["id", "name", "tags"].contains(name) && !isSecret(name) {
      guard name.utf8.count <= 128, name.utf8.allSatisfy(isMetaByte), variable.value.utf8.count <= 512 else {
        throw ConfigurationError(
          key: variable.key, fault: "cannot be metadata in Consul",
          allowed: "a name of up to 128 letters, digits, _ and -, with a value of up to 512 bytes")
      }
      meta[name] = variable.value
    }
    guard meta.count <= 64 else {
      throw ConfigurationError(
        key: RegistrationVariables.prefix + "…", fault: "is set \(meta.count) times",
        allowed: "set 64 times at most, as Consul keeps no more metadata")
    }
    return meta
  }

  /// The catalogue is for everybody to read: what is called a secret does not get into it.
  static func isSecret(_ name: String) -> Bool {
    ["password", "passwd", "secret", "token", "credential", "api_key", "apikey", "private_key"]
      .contains { name.contains($0) }
  }

  private static func isLabel(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count) && text.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
      && text.first != "-" && text.last != "-"
  }

  private static func isID(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
  }

  private static func isMetaByte(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
