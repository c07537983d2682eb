import CLibcurl

/// A URL that libcurl has parsed, once: it is handed over in this form.
///
/// `@unchecked Sendable` because it never changes: it is made on the caller's thread and read on the loop's.
final class RequestURL: @unchecked Sendable {
  /// As it was given.
  let text: String
  let parts: OpaquePointer

  /// Whom a URL belongs to (RFC 6454): what is meant for one is not for another.
  struct Origin: Equatable {
    var scheme: String
    var host: String
    var port: String
  }

  /// Throws ``ClientError`` with the code `invalidURL`, which does not repeat the URL: its query may be secret.
  init(_ text: String) throws(ClientError) {
    let afterScheme = try Self.afterScheme(text)
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .invalidURL("it holds a blank, a control or a character beyond ASCII, which must be percent-encoded")
    }
    // libcurl, as browsers do, would take the first segment of the path as the host.
    guard afterScheme.first != UInt8(ascii: "/") else { throw .invalidURL("it has no host") }
    guard let parts = curl_url() else { throw ClientError(.internal, "Memory ran out.") }
    self.parts = parts
    self.text = text
    // The path is sent as given; libcurl would resolve "/../" in it.
    let code = curl_url_set(parts, CURLUPART_URL, text, UInt32(CURLU_PATH_AS_IS | CURLU_DISALLOW_USER))
    if code == CURLUE_USER_NOT_ALLOWED { throw .invalidURL("credentials belong in the Authorization field") }
    guard code == CURLUE_OK else { throw .invalidURL(String(cString: curl_url_strerror(code))) }
  }

  deinit {
    curl_url_cleanup(parts)
  }

  /// `host:port`, an IPv6 address in brackets.
  var authority: String { "\(host):\(port)" }

  /// An IPv6 address in brackets.
  var host: String { parts.text(CURLUPART_HOST) ?? "" }

  /// The host is a loopback address, or a name that can stand for nothing else (RFC 6761 section 6.3).
  var namesThisMachine: Bool {
    PeerAddress(host)?.isLoopback ?? (host.lowercased().split(separator: ".").last == "localhost")
  }

  var origin: Origin {
    Origin(scheme: parts.text(CURLUPART_SCHEME)?.lowercased() ?? "", host: host.lowercased(), port: port)
  }

  /// What `reference` means here (RFC 3986 section 5), without its fragment. A blank and what is beyond ASCII are
  /// percent-encoded: many servers forget it.
  func resolving(_ reference: String) throws(ClientError) -> RequestURL {
    guard let copy = curl_url_dup(parts) else { throw ClientError(.internal, "Memory ran out.") }
    defer { curl_url_cleanup(copy) }
    let flags = UInt32(CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_DISALLOW_USER)
    let code = curl_url_set(copy, CURLUPART_URL, reference, flags)
    guard code == CURLUE_OK else { throw .invalidURL(String(cString: curl_url_strerror(code))) }
    curl_url_set(copy, CURLUPART_FRAGMENT, nil, 0)
    return try RequestURL(copy.text(CURLUPART_URL) ?? "")
  }

  private var port: String { parts.text(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT) ?? "" }

  private static func afterScheme(_ text: String) throws(ClientError) -> Substring.UTF8View {
    for scheme in ["http://", "https://"] {
      let start = text.utf8.prefix(scheme.utf8.count)
      // Schemes are compared without regard to case (RFC 3986 section 3.1).
      if start.elementsEqual(scheme.utf8, by: { $0 == $1 || $0 | 0x20 == $1 && $1 >= UInt8(ascii: "a") }) {
        return text[start.endIndex...].utf8
      }
    }
    throw .invalidURL("it must begin with http:// or https://")
  }
}

extension ClientError {
  fileprivate static func invalidURL(_ reason: String) -> ClientError {
    ClientError(.invalidURL, "The URL cannot be used: \(reason).")
  }
}
