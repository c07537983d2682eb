/// Host and port as one text.
enum HostAndPort {
  static func text(host: String, port: Int) -> String {
    host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
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
