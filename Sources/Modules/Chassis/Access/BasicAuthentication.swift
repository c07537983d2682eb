import FoundationEssentials
import HTTPServer
import HTTPTypes

/// HTTP Basic authentication (RFC 7617) in front of every route but the health check, which load balancers call
/// without a password.
///
/// It protects the password only as well as the connection does: put TLS in front of it, or a network of your own.
struct BasicAuthentication: Middleware {
  private let realm: String
  private let expected: [UInt8]
  private let exempt: Set<String>

  init(realm: String, credentials: BasicCredentials, exempt: Set<String> = ["/health"]) {
    self.realm = realm
    self.expected = Array("\(credentials.username):\(credentials.password.revealed)".utf8)
    self.exempt = exempt
  }

  func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    if exempt.contains(request.path) || isAuthorized(request.fields[.authorization]) {
      return try await next.respond(to: request)
    }
    throw HTTPError(
      .unauthorized, "This service needs the user name and password of HTTP Basic authentication.",
      fields: [.wwwAuthenticate: #"Basic realm="\#(realm)", charset="UTF-8""#])
  }

  /// The scheme is compared without regard to case (RFC 9110 section 11.1).
  private func isAuthorized(_ value: String?) -> Bool {
    guard let value, let space = value.firstIndex(of: " "), value[..<space].lowercased() == "basic",
      let given = Data(base64Encoded: value[space...].trimmed)
    else { return false }
    return Self.equal(Array(given), expected)
  }

  /// Takes the same time wherever the two differ, so that the time of an answer does not tell how much was right.
  static func equal(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
    var difference: UInt8 = given.count == expected.count ? 0 : 1
    for (index, byte) in given.enumerated() {
      difference |= byte ^ (expected.isEmpty ? 1 : expected[index % expected.count])
    }
    return difference == 0
  }
}
