import CLibcurl

/// The parts of a URL that the client has to know; libcurl parses it, here as when it sends.
struct RequestURL: Equatable {
  /// `host:port`, an IPv6 address in brackets.
  let authority: String

  /// Throws ``ClientError`` with the code `invalidURL`, which does not repeat the URL: its query may be secret.
  init(_ text: String) throws(ClientError) {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https", text.dropFirst(scheme.count).hasPrefix("://") else {
      throw .invalidURL("it must begin with http:// or https://")
    }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw .invalidURL("it holds a blank, a control or a character beyond ASCII, which must be percent-encoded")
    }
    // libcurl, as browsers do, would take the first segment of the path as the host.
    guard !text.dropFirst(scheme.count + 3).hasPrefix("/") else { throw .invalidURL("it has no host") }
    guard let parts = curl_url() else { throw ClientError(.internal, "Memory ran out.") }
    defer { curl_url_cleanup(parts) }
    let code = curl_url_set(parts, CURLUPART_URL, text, 0)
    guard code == CURLUE_OK else { throw .invalidURL(String(cString: curl_url_strerror(code))) }
    guard Self.part(CURLUPART_USER, of: parts) == nil, Self.part(CURLUPART_PASSWORD, of: parts) == nil else {
      throw .invalidURL("credentials belong in the Authorization field")
    }
    guard let host = Self.part(CURLUPART_HOST, of: parts), !host.isEmpty,
      let port = Self.part(CURLUPART_PORT, of: parts, flags: UInt32(CURLU_DEFAULT_PORT))
    else { throw .invalidURL("it has no host") }
    authority = "\(host):\(port)"
  }

  private static func part(_ part: CURLUPart, of parts: OpaquePointer, flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(parts, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }
}

/// Host and port as one text.
enum HostAndPort {
  static func text(host: String, port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// An address to connect to: a name, an IPv4 address or an IPv6 address with or without brackets.
  static func checked(host: String, port: Int) throws(ClientError) -> String {
    guard (1...65535).contains(port) else {
      throw .invalid("The port \(port) to connect to is not within 1 and 65535.")
    }
    let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    guard !bare.isEmpty, bare.utf8.allSatisfy(isHostCharacter) else {
      throw .invalid("The host to connect to must be a name or an IP address.")
    }
    return text(host: bare, port: port)
  }

  private static func isHostCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: ".-_:%".utf8.contains(byte)
    }
  }
}

extension ClientError {
  fileprivate static func invalidURL(_ reason: String) -> ClientError {
    ClientError(.invalidURL, "The URL cannot be used: \(reason).")
  }
}
