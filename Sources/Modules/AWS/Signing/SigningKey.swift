/// The key for one day, region and service, which is made from the secret key and never leaves the process.
struct SigningKey {
  /// `20150830/us-east-1/service/aws4_request`
  let scope: String
  private let bytes: [UInt8]

  init(secret: HiddenText, day: String, region: String, service: String) {
    let parts = [day, region, service, "aws4_request"]
    scope = parts.joined(separator: "/")
    bytes = parts.reduce(Array("AWS4\(secret.revealed)".utf8)) { key, part in
      SHA256.authenticationCode(of: Array(part.utf8), key: key)
    }
  }

  func signature(of text: String) -> String {
    SHA256.authenticationCode(of: Array(text.utf8), key: bytes).hexText
  }
}
