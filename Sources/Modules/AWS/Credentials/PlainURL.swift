/// An `http` or `https` URL of a server, taken apart strictly: what a variable names decides who is sent credentials.
package struct PlainURL: Sendable, Equatable {
  package var scheme: String
  /// In lower case; an IPv6 address without its brackets.
  package var host: String
  package var port: Int?
  /// With the query; empty where nothing follows the host.
  package var rest: String

  /// Nil where it is none, has credentials or a fragment, or a host of other characters than names and addresses have.
  package init?(_ text: String) {
    guard text.isFieldText, !text.contains("#"), let mark = text.firstRange(of: "://") else { return nil }
    scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let start = text[mark.upperBound...]
    let end = start.firstIndex { $0 == "/" || $0 == "?" } ?? start.endIndex
    rest = String(start[end...])
    guard let (host, port) = Self.authority(start[..<end]) else { return nil }
    self.host = host.lowercased()
    self.port = port
  }

  private static func authority(_ text: Substring) -> (String, Int?)? {
    let host: Substring
    var after: Substring
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<end]
      after = text[text.index(after: end)...]
      guard host.utf8.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }),
        host.contains(":")
      else { return nil }
    } else {
      let end = text.firstIndex(of: ":") ?? text.endIndex
      host = text[..<end]
      after = text[end...]
      guard host.utf8.allSatisfy({ isNameByte($0) }) else { return nil }
    }
    guard !host.isEmpty else { return nil }
    guard after.popFirst() != nil else { return (String(host), nil) }
    guard text[..<after.startIndex].hasSuffix(":"), after.utf8.allSatisfy({ isDigit($0) }), let port = UInt16(after),
      port > 0
    else { return nil }
    return (String(host), Int(port))
  }

  /// As a `Host` field has it: without the port that the scheme implies.
  package var authority: String {
    let host = host.contains(":") ? "[\(host)]" : host
    guard let port, port != (scheme == "https" ? 443 : 80) else { return host }
    return "\(host):\(port)"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "_")
  }
}
