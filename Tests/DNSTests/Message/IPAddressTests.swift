import DNS
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: ["0.0.0.0", "127.0.0.1", "255.255.255.255", "10.0.1.93"])
  func Dotted_decimal_is_read_and_written_alike(text: String) {
    #expect(IPAddress(text)?.description == text)
  }

  @Test(arguments: [
    "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.", "1..2.3", "+1.2.3.4", "1.2.3.4 ", "", "a.b.c.d",
    "1.2.3.0x4",
  ])
  func What_is_no_dotted_decimal_is_refused(text: String) {
    #expect(IPAddress(text) == nil)
  }

  /// RFC 5952 section 4.
  @Test(arguments: [
    ("::", "::"), ("::1", "::1"), ("2001:DB8::1", "2001:db8::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1::", "1::"), ("0:0:0:0:0:ffff:10.0.0.1", "::ffff:a00:1"),
    ("::ffff:10.0.0.1", "::ffff:a00:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("00a1::", "a1::"),
  ])
  func IPv6_is_written_in_its_one_form(text: String, form: String) {
    #expect(IPAddress(text)?.description == form)
  }

  @Test(arguments: [
    ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "12345::", "g::", "1.2.3.4::",
    "::1.2.3", "[::1]", "fe80::1%eth0", "::+1", "::1.2.3.4:5",
  ])
  func What_is_no_IPv6_address_is_refused(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test func Bytes_make_the_address_and_the_address_makes_the_bytes() throws {
    let four: [UInt8] = [192, 0, 2, 10]
    let sixteen: [UInt8] = [0x20, 1, 0xD, 0xB8] + Array(repeating: 0, count: 11) + [1]
    #expect(IPAddress(bytes: four) == IPAddress("192.0.2.10"))
    #expect(IPAddress(bytes: sixteen) == IPAddress("2001:db8::1"))
    #expect(IPAddress(bytes: four)?.bytes == four)
    #expect(IPAddress(bytes: sixteen)?.bytes == sixteen)
    #expect(IPAddress(bytes: [1, 2, 3]) == nil)
  }
}
