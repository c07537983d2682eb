import Testing

@testable import HTTPServer

@Suite struct PercentCodingTests {
  private let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

  @Test func RFC3986_2_3_only_unreserved_octets_are_not_encoded() {
    for byte in UInt8(0)...0x7F {
      let text = String(decoding: [byte], as: UTF8.self)
      let hex = String(byte, radix: 16, uppercase: true)
      let expected = unreserved.contains(byte) ? text : "%" + (hex.count == 1 ? "0" : "") + hex
      #expect(PercentCoding.encode(text) == expected)
    }
    #expect(PercentCoding.encode("ü€😀") == "%C3%BC%E2%82%AC%F0%9F%98%80")
    #expect(PercentCoding.encode("") == "")
  }

  @Test func every_octet_is_decoded_from_hex_of_either_case() throws {
    for byte in UInt8(0)...0xFF {
      let hex = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      #expect(try PercentCoding.octets(of: "a%\(hex)b") == [0x61, byte, 0x62])
      #expect(try PercentCoding.octets(of: "%\(hex.uppercased())") == [byte])
    }
  }

  @Test func octets_that_are_no_escape_decode_to_themselves() throws {
    for byte in UInt8(0)...0x7F where byte != UInt8(ascii: "%") {
      let text = String(decoding: [byte], as: UTF8.self)
      #expect(try PercentCoding.decode(text) == text)
    }
  }

  @Test func exactly_two_hexadecimal_digits_follow_a_percent() {
    for byte in UInt8(0)...0x7F {
      let text = String(decoding: [byte], as: UTF8.self)
      let isHex = "0123456789abcdefABCDEF".utf8.contains(byte)
      #expect(((try? PercentCoding.octets(of: "%4\(text)")) != nil) == isHex)
      #expect(((try? PercentCoding.octets(of: "%\(text)4")) != nil) == isHex)
    }
  }

  @Test(arguments: [("%", 0), ("a%", 1), ("a%4", 1), ("ab%zz", 2), ("%41%4", 3), ("%%41", 0), ("% 1", 0), ("%+1", 0)])
  func a_malformed_escape_is_refused_with_its_place(text: String, offset: Int) {
    #expect(throws: PercentCoding.Fault.malformedEscape(offset: offset)) { try PercentCoding.decode(text) }
  }

  @Test(arguments: ["%FF", "%C3", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%80"])
  func octets_that_are_no_UTF8_are_refused(text: String) {
    #expect(throws: PercentCoding.Fault.notUTF8) { try PercentCoding.decode(text) }
  }

  @Test func what_was_encoded_decodes_to_itself() throws {
    let scalars = stride(from: UInt32(0), to: 0x110000, by: 37).compactMap(Unicode.Scalar.init)
    for scalar in scalars {
      let text = "x\(scalar)/"
      #expect(try PercentCoding.decode(PercentCoding.encode(text)) == text)
    }
  }

  @Test func decoding_happens_once() throws {
    #expect(try PercentCoding.decode("%2541") == "%41")
  }
}
