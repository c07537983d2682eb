import FoundationEssentials

/// The JSON by which containers' agents and the metadata of EC2 hand out credentials.
struct CredentialsDocument: Decodable {
  private var accessKeyID: String?
  private var secretAccessKey: String?
  private var token: String?
  private var expiration: String?
  /// Other than `Success`: why EC2 has none, such as `AssumeRoleUnauthorizedAccess`.
  private var code: String?

  private enum CodingKeys: String, CodingKey {
    case accessKeyID = "AccessKeyId"
    case secretAccessKey = "SecretAccessKey"
    case token = "Token"
    case expiration = "Expiration"
    case code = "Code"
  }

  /// - Parameter source: Begins the message of an error, such as "The container's agent".
  static func credentials(in bytes: [UInt8], from source: String) throws(CredentialsError) -> Credentials {
    guard let document = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else {
      throw CredentialsError(.unavailable, "\(source) answered no JSON with credentials.")
    }
    if let code = document.code, code != "Success" {
      let name = code.isFieldText && code.utf8.count <= 100 ? code : "a fault"
      throw CredentialsError(.unavailable, "\(source) gave no credentials: \(name).")
    }
    guard let id = document.accessKeyID, id.isFieldText, let secret = document.secretAccessKey, !secret.isEmpty,
      document.token?.isFieldText != false
    else { throw CredentialsError(.unavailable, "\(source) answered credentials that are not whole.") }
    var expires: Date?
    if let text = document.expiration {
      expires = try? Date(text, strategy: .iso8601)
      guard expires != nil else {
        throw CredentialsError(.unavailable, "\(source) answered credentials that end at no time that can be read.")
      }
    }
    return Credentials(
      accessKeyID: id, secretKey: HiddenText(secret), sessionToken: document.token.map(HiddenText.init),
      expires: expires)
  }
}
