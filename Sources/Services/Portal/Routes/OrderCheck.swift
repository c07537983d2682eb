import HTTPServer
import HTTPTypes

/// What a request must show before it changes anything: that no other site's page sent it. A browser sends JSON to
/// another site only after that site allowed it, which this one never does, and says where the page came from.
enum OrderCheck {
  /// Throws ``HTTPError``: 403 for another origin, 415 for another media type.
  static func pass(_ request: Request) throws {
    if let origin = request.fields[.origin], !isSame(origin, request.authority) {
      throw HTTPError(.forbidden, "Pages of other sites may not do this.")
    }
    guard isJSON(request.fields[.contentType]) else {
      throw HTTPError(.unsupportedMediaType, "The body must be application/json.")
    }
  }

  /// RFC 6454 section 7: an origin is scheme, host and port, or `null`. The scheme is not compared: behind a proxy that
  /// ends TLS it is not known here.
  private static func isSame(_ origin: String, _ authority: String?) -> Bool {
    guard let authority, let mark = origin.firstRange(of: "://") else { return false }
    let scheme = origin[..<mark.lowerBound].lowercased()
    let port = scheme == "https" ? ":443" : ":80"
    return bare(origin[mark.upperBound...].lowercased(), port) == bare(authority.lowercased(), port)
  }

  /// Without the port that goes without saying.
  private static func bare(_ authority: String, _ port: String) -> String {
    authority.hasSuffix(port) ? String(authority.dropLast(port.count)) : authority
  }

  /// RFC 9110 section 8.3.1: whatever its case and parameters.
  private static func isJSON(_ type: String?) -> Bool {
    guard let type else { return false }
    let essence = type.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
    return essence.lowercased() == "application/json"
  }
}
