import HTTPServer
import HTTPTypes

/// Refuses what a web page from elsewhere makes a browser on this machine send: a request under another host's name
/// (DNS rebinding), or one that the browser itself marks as from another site.
struct LocalOnly: Middleware {
  func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    guard Self.isLocal(request.authority) else {
      throw HTTPError(
        .forbidden, "The demo is controlled from this machine only, by the name localhost or a 127 address.")
    }
    if let site = Self.fetchSite.flatMap({ request.fields[$0] }), site == "cross-site" {
      throw HTTPError(.forbidden, "The demo is controlled by its own page only.")
    }
    return try await next.respond(to: request)
  }

  private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")

  private static func isLocal(_ authority: String?) -> Bool {
    guard let authority else { return true }
    if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
    let host = authority.prefix { $0 != ":" }
    return host == "localhost" || host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." }
  }
}
