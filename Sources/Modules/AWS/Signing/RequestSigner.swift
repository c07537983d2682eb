package import FoundationEssentials
package import HTTPTypes

/// Signature Version 4 of AWS, in the `Authorization` field.
package struct RequestSigner: Sendable {
  /// As a signature names it, such as `us-east-1`.
  package var region: String
  /// As a signature names it, such as `elasticloadbalancing`.
  package var service: String

  package init(region: String, service: String) {
    self.region = region
    self.service = service
  }

  /// The fields of `request` with those that prove who sends it: `X-Amz-Date`, `Authorization`, and
  /// `X-Amz-Security-Token` where the credentials are temporary. AWS takes it for 5 minutes around `date`.
  package func sign(_ request: SignableRequest, with credentials: Credentials, at date: Date) -> HTTPFields {
    let instant = SigningInstant(date)
    var request = request
    request.fields[.authorization] = nil
    request.fields[.amazonDate] = instant.text
    request.fields[.amazonSecurityToken] = credentials.sessionToken?.revealed
    let canonical = CanonicalRequest(request)
    let key = SigningKey(secret: credentials.secretKey, day: instant.day, region: region, service: service)
    let signature = key.signature(
      of: """
        AWS4-HMAC-SHA256
        \(instant.text)
        \(key.scope)
        \(canonical.digest)
        """)
    request.fields[.authorization] =
      "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(key.scope), "
      + "SignedHeaders=\(canonical.signedFields), Signature=\(signature)"
    return request.fields
  }
}

extension HTTPField.Name {
  static let amazonDate = known("X-Amz-Date")
  static let amazonSecurityToken = known("X-Amz-Security-Token")

  /// For names that are written here and are tokens.
  static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token.") }
    return name
  }
}
