package import FoundationEssentials

/// Who signs. The ID of the key is no secret: AWS writes it into its own logs.
package struct Credentials: Sendable, Equatable {
  package var accessKeyID: String
  package var secretKey: HiddenText
  /// Of temporary credentials.
  package var sessionToken: HiddenText?
  /// Nil where they do not end.
  package var expires: Date?

  package init(
    accessKeyID: String, secretKey: HiddenText, sessionToken: HiddenText? = nil, expires: Date? = nil
  ) {
    self.accessKeyID = accessKeyID
    self.secretKey = secretKey
    self.sessionToken = sessionToken
    self.expires = expires
  }
}
