import Testing

@testable import HTTPServer

struct ByteClassTests {
  @Test func token_is_exactly_tchar_of_RFC_9110_5_6_2() {
    let expected = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
    #expect(Set((0...255).map(UInt8.init).filter(ByteClass.token.contains)) == expected)
  }

  @Test func field_value_is_vchar_obs_text_and_blanks() {
    let refused = Set((0...255).map(UInt8.init).filter { !ByteClass.isFieldValue($0) })
    #expect(refused == Set((0...0x1F).map(UInt8.init)).subtracting([0x09]).union([0x7F]))
  }

  @Test func path_set_has_no_octet_above_ASCII_and_no_fragment_or_backslash() {
    #expect((128...255).map(UInt8.init).allSatisfy { !ByteClass.path.contains($0) })
    for byte in "#\\\"<>^`{|} ?".utf8 { #expect(!ByteClass.path.contains(byte)) }
  }

  @Test func hex_value_reads_both_cases_and_nothing_else() {
    #expect((0...255).map(UInt8.init).compactMap(ByteClass.hexValue).count == 22)
    #expect(ByteClass.hexValue(UInt8(ascii: "f")) == 15 && ByteClass.hexValue(UInt8(ascii: "A")) == 10)
  }
}
