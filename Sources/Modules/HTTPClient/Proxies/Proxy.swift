import CLibcurl

/// A proxy that one request goes through.
struct Proxy: Sendable, Equatable {
  /// Without credentials, so that no words of libcurl's can show them.
  let url: String
  /// `host:port`, for messages.
  let authority: String
  let user: String?
  let password: String?

  private static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

  /// - Parameters:
  ///   - text: A URL, whose scheme is `http` where it has none.
  ///   - source: What says so, for the message of an error, which never repeats the text: it may hold a password.
  init(_ text: String, from source: String) throws(ClientError) {
    let isWritten = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard isWritten, let parts = curl_url() else { throw Self.unusable(source, "is not written as a URL") }
    defer { curl_url_cleanup(parts) }
    let whole = text.contains("://") ? text : "http://" + text
    guard curl_url_set(parts, CURLUPART_URL, whole, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK,
      let scheme = parts.text(CURLUPART_SCHEME)?.lowercased(), let host = parts.text(CURLUPART_HOST)
    else { throw Self.unusable(source, "is no URL of a proxy") }
    guard Self.schemes.contains(scheme) else {
      throw Self.unusable(source, "must begin with one of \(Self.schemes.map { $0 + "://" }.joined(separator: ", "))")
    }
    // libcurl's own ports for proxies.
    let port = parts.text(CURLUPART_PORT) ?? (scheme == "https" ? "443" : "1080")
    authority = "\(host):\(port)"
    url = "\(scheme)://\(authority)"
    user = parts.text(CURLUPART_USER, flags: CURLU_URLDECODE)
    password = parts.text(CURLUPART_PASSWORD, flags: CURLU_URLDECODE)
  }

  private static func unusable(_ source: String, _ reason: String) -> ClientError {
    .invalid("The proxy cannot be used: what \(source) says \(reason).")
  }
}

extension OpaquePointer {
  /// One part of the URL that this `CURLU` holds; nil where it has none.
  func text(_ part: CURLUPart, flags: Int32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(self, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}
