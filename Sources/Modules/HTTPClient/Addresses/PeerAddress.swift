import Glibc

/// The IP address of a machine, without port and zone. An IPv4 address that is written as IPv6 (`::ffff:127.0.0.1`) is
/// the IPv4 address.
struct PeerAddress: Hashable, Sendable {
  /// 4 or 16, in network order.
  let bytes: [UInt8]

  private init(_ bytes: some Collection<UInt8>) {
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    let isMapped = bytes.count == 16 && bytes.starts(with: mapped)
    self.bytes = Array(isMapped ? bytes.dropFirst(mapped.count) : bytes.dropFirst(0))
  }

  /// Nil where `text` is a name or nothing at all. An IPv6 address may have brackets and a zone.
  init?(_ text: String) {
    let bare = text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    let address = String(bare.prefix { $0 != "%" })
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, address, &four) == 1 {
      self.init(withUnsafeBytes(of: four) { Array($0) })
    } else if inet_pton(AF_INET6, address, &six) == 1 {
      self.init(withUnsafeBytes(of: six) { Array($0) })
    } else {
      return nil
    }
  }

  /// Nil where the address is of another family. `address` must be as long as its family says.
  init?(_ address: UnsafePointer<sockaddr>) {
    let start = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET: self.init(withUnsafeBytes(of: start.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) })
    case AF_INET6: self.init(withUnsafeBytes(of: start.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) })
    default: return nil
    }
  }

  /// Whether any machine of the internet can have it, by the registries of special-purpose addresses (RFC 6890): not
  /// loopback, not within a private network, a link, a carrier or a protocol's own use.
  var isPublic: Bool {
    if bytes.count == 4 { return !Self.specialIPv4.contains { $0.contains(self) } }
    // A translator's prefix, behind which an IPv4 address follows (RFC 6052).
    if Self.translated?.contains(self) == true { return PeerAddress(bytes.suffix(4)).isPublic }
    // Only these are given out to machines (RFC 4291 section 2.4); loopback, link-local and the like are others.
    guard Self.globalIPv6?.contains(self) == true else { return false }
    return !Self.specialIPv6.contains { $0.contains(self) }
  }

  /// The machine itself.
  var isLoopback: Bool { bytes.count == 4 ? bytes[0] == 127 : self == Self.loopback }

  private static let loopback = PeerAddress("::1")
  private static let translated = AddressRange("64:ff9b::/96")
  private static let globalIPv6 = AddressRange("2000::/3")

  private static let specialIPv4 = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4",
  ].compactMap { AddressRange($0) }

  /// Tunnels through IPv4 are among them, whose addresses hold one of IPv4.
  private static let specialIPv6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].compactMap {
    AddressRange($0)
  }
}
