import Glibc
import Testing

@testable import HTTPClient

struct PeerAddressTests {
  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.1.2.3",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255",
  ])
  func IPv4_address_of_special_purpose_is_not_public(text: String) throws {
    #expect(try !address(text).isPublic)
    #expect(try !address("::ffff:\(text)").isPublic)
    #expect(try !address("64:ff9b::\(text)").isPublic)
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
    "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0",
    "198.17.255.255", "198.20.0.0", "223.255.255.255",
  ])
  func IPv4_address_beside_them_is_public(text: String) throws {
    #expect(try address(text).isPublic)
    #expect(try address("::ffff:\(text)").isPublic)
    #expect(try address("64:ff9b::\(text)").isPublic)
  }

  @Test(arguments: [
    "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
    "64:ff9b:1::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "4000::1", "5f00::1",
  ])
  func IPv6_address_of_special_purpose_is_not_public(text: String) throws {
    #expect(try !address(text).isPublic)
  }

  @Test(arguments: ["2001:200::1", "2606:4700:4700::1111", "2a00:1450::1", "2003::1", "3ffe::1"])
  func IPv6_address_beside_them_is_public(text: String) throws {
    #expect(try address(text).isPublic)
  }

  @Test func IPv4_address_written_as_IPv6_is_the_same_address() throws {
    #expect(try address("::ffff:127.0.0.1") == address("127.0.0.1"))
    #expect(try address("[::1]") == address("::1"))
  }

  @Test(arguments: ["", "localhost", "127.1", "0x7f.0.0.1", "127.0.0.1.", "127.0.0.1:80", "[::1", "::1::", "1.2.3.256"])
  func text_that_is_no_address_is_none(text: String) {
    #expect(PeerAddress(text) == nil)
  }

  @Test func socket_address_is_read_by_its_family() throws {
    var four = sockaddr_in()
    four.sin_family = sa_family_t(AF_INET)
    four.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var six = sockaddr_in6()
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_addr = in6addr_loopback
    var local = sockaddr_un()
    local.sun_family = sa_family_t(AF_UNIX)
    #expect(try read(&four) == address("127.0.0.1"))
    #expect(try read(&six) == address("::1"))
    #expect(read(&local) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.0", false), ("192.168.4.0/22", "192.168.7.255", true),
    ("192.168.4.0/22", "192.168.8.0", false), ("0.0.0.0/0", "255.1.2.3", true), ("1.2.3.4/32", "1.2.3.4", true),
    ("1.2.3.4", "1.2.3.4", true), ("1.2.3.4", "1.2.3.5", false), ("fd00::/7", "fc00::1", true),
    ("::/0", "1.2.3.4", false),
  ])
  func range_contains_the_addresses_with_its_first_bits(range: String, text: String, isWithin: Bool) throws {
    #expect(try #require(AddressRange(range)).contains(address(text)) == isWithin)
  }

  @Test(arguments: [
    "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8/8", "::/129", "a/8",
  ])
  func text_that_is_no_range_is_none(text: String) {
    #expect(AddressRange(text) == nil)
  }

  private func address(_ text: String) throws -> PeerAddress { try #require(PeerAddress(text)) }

  private func read<Address>(_ address: inout Address) -> PeerAddress? {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { PeerAddress($0) }
    }
  }
}
