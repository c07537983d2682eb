package import HTTPTypes

extension HTTPField.Name {
  package static let xRequestID = known("X-Request-Id")
  package static let xFrameOptions = known("X-Frame-Options")
  package static let referrerPolicy = known("Referrer-Policy")
  package static let permissionsPolicy = known("Permissions-Policy")
  package static let crossOriginOpenerPolicy = known("Cross-Origin-Opener-Policy")

  /// A field name written in source, which is a token: a mistake ends the program at its first use.
  package static func known(_ name: StaticString) -> HTTPField.Name {
    guard let name = HTTPField.Name(name.description) else { fatalError("\"\(name)\" is no field name.") }
    return name
  }
}
