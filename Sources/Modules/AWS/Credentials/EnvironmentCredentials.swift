extension Credentials {
  /// Those in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`; nil where neither key is there. An
  /// empty variable counts as none.
  package static func inEnvironment(_ environment: [String: String]) throws(CredentialsError) -> Credentials? {
    let id = environment.nonEmpty("AWS_ACCESS_KEY_ID")
    let secret = environment.nonEmpty("AWS_SECRET_ACCESS_KEY")
    switch (id, secret) {
    case (nil, nil): return nil
    case (nil, _): throw CredentialsError(.misconfigured, "AWS_SECRET_ACCESS_KEY is set, AWS_ACCESS_KEY_ID is not.")
    case (_, nil): throw CredentialsError(.misconfigured, "AWS_ACCESS_KEY_ID is set, AWS_SECRET_ACCESS_KEY is not.")
    case (let id?, let secret?):
      guard id.isFieldText else {
        throw CredentialsError(.misconfigured, "AWS_ACCESS_KEY_ID holds a blank or a control.")
      }
      let token = environment.nonEmpty("AWS_SESSION_TOKEN")
      guard token?.isFieldText != false else {
        throw CredentialsError(.misconfigured, "AWS_SESSION_TOKEN holds a blank or a control.")
      }
      return Credentials(
        accessKeyID: id, secretKey: HiddenText(secret), sessionToken: token.map(HiddenText.init))
    }
  }
}

extension [String: String] {
  func nonEmpty(_ name: String) -> String? {
    self[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension String {
  /// Visible ASCII without blanks, and not empty: what IDs and tokens are made of. Anything else in a field would break
  /// the request, or be signed as something else than what is sent.
  var isFieldText: Bool {
    !isEmpty && utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
