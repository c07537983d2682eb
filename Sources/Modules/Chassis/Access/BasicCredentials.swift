/// User name and password of HTTP Basic authentication, from `<PREFIX>_USERNAME` and `<PREFIX>_PASSWORD`.
package struct BasicCredentials: Sendable, Equatable {
  package var username: String
  package var password: Secret

  package init(username: String, password: Secret) {
    self.username = username
    self.password = password
  }

  /// Nil where neither is set. Throws ``ConfigurationError`` where only one is: half a protection is none.
  package init?(prefix: String, settings: Settings) throws {
    let (userKey, passwordKey) = ("\(prefix)_USERNAME", "\(prefix)_PASSWORD")
    switch (settings.string(userKey), try settings.secret(passwordKey)) {
    case (nil, nil): return nil
    case (let username?, let password?):
      // A user name ends at the first colon (RFC 7617 section 2).
      guard !username.contains(":") else {
        throw ConfigurationError(key: userKey, value: username, allowed: "a text without a colon")
      }
      self.init(username: username, password: password)
    case (nil, _?): throw Self.missing(userKey, since: passwordKey)
    case (_?, nil): throw Self.missing(passwordKey, since: userKey)
    }
  }

  private static func missing(_ key: String, since other: String) -> ConfigurationError {
    ConfigurationError(key: key, fault: "is not set", allowed: "set because \(other) is, or neither of them")
  }
}
