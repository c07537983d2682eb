package import HTTPTypes

extension HTTPField.Name {
  /// `Host`, which HTTPTypes knows only as a request's authority.
  package static let hostField: HTTPField.Name = {
    guard let name = HTTPField.Name("Host") else { preconditionFailure("Host is a token.") }
    return name
  }()
}
