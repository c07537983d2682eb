import Testing

@testable import HTTPServer

/// RFC 9112 sections 3.2 and 5, RFC 9110 sections 5 and 7.2: host and fields.
struct FieldRuleTests {
  private func head(_ fields: String) -> String { "GET / HTTP/1.1\r\n\(fields)\r\n\r\n" }

  @Test func Host_missing_in_1_1_is_400() {
    expectRefusal("GET / HTTP/1.1\r\n\r\n", 400)
    expectRefusal(head("Accept: */*"), 400)
  }

  @Test(arguments: [
    "Host: a\r\nHost: a", "Host: a\r\nhost: b", "Host: a, b", "Host: a,b", "Host: u@a", "Host: a/b", "Host: a b",
    "Host: a:x", "Host: a:65536", "Host: [::1", "Host: [g]", "Host: a?b", "Host: a#b", "Host: a\\b", "Host: <a>",
    "Host: a:80:80", "Host: %zz", "Host: \u{E9}",
  ])
  func Two_Host_fields_or_an_invalid_one_are_400(fields: String) {
    expectRefusal(head(fields), 400)
  }

  @Test(arguments: ["a", "a:80", "a.b-c_d", "127.0.0.1:4567", "[::1]", "[::ffff:1.2.3.4]:80", "a:", "x%41"])
  func Valid_Host_is_served(host: String) throws {
    #expect(try expectServed(head("Host: \(host)")).authority == host)
  }

  @Test func Empty_Host_is_400_where_the_target_has_an_authority() throws {
    expectRefusal("GET http://a/ HTTP/1.1\r\nHost:\r\n\r\n", 400)
    #expect(try expectServed(head("Host:")).authority == "")
  }

  @Test func Host_missing_in_1_0_is_served() throws {
    #expect(try expectServed("GET / HTTP/1.0\r\n\r\n").authority == nil)
  }

  @Test(arguments: ["Host : a", "Host\t: a", "Host: a\r\nX : y"])
  func Whitespace_before_the_colon_is_400(fields: String) {
    expectRefusal(head(fields), 400)
  }

  @Test(arguments: [
    ":", ": x", "X", "X y", "X\u{E9}: y", "X(: y", "X\u{0}: y", "X\u{1}: y", "\"X\": y", "X/y: z", "X@: z",
  ])
  func Empty_name_missing_colon_or_a_character_that_is_no_token_is_400(line: String) {
    expectRefusal(head("Host: a\r\n\(line)"), 400)
  }

  @Test func Field_names_are_exactly_tokens() {
    for byte in UInt8.min...UInt8.max where byte != ByteClass.carriageReturn && byte != ByteClass.colon {
      let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nx".utf8) + [byte] + Array("y: z\r\n\r\n".utf8)
      let expected = ByteClass.token.contains(byte) ? 200 : 400
      #expect(Conversation().run(bytes).statuses == [expected], "byte \(byte)")
    }
  }

  @Test(arguments: [0x00, 0x0A, 0x0D] as [UInt8])
  func NUL_CR_or_LF_in_a_value_is_400(byte: UInt8) {
    let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: y".utf8) + [byte] + Array("z\r\n\r\n".utf8)
    #expect(Conversation().run(bytes).statuses == [400])
  }

  @Test func Other_controls_in_a_value_are_400() {
    for byte in (UInt8(1)...31).filter({ ![0x09, 0x0A, 0x0D].contains($0) }) + [0x7F] {
      let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: y".utf8) + [byte] + Array("z\r\n\r\n".utf8)
      #expect(Conversation().run(bytes).statuses == [400], "byte \(byte)")
    }
  }

  @Test func Obs_text_in_a_value_is_opaque() {
    for byte in UInt8(0x80)...0xFF {
      let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nX: y".utf8) + [byte] + Array("z\r\n\r\n".utf8)
      #expect(Conversation().run(bytes).statuses == [200], "byte \(byte)")
    }
  }

  @Test func Blanks_around_a_value_are_dropped_and_inner_ones_kept() throws {
    let seen = try expectServed(head("Host: a\r\nX: \t  y \t z\t \r\nEmpty:\r\nBlank: \t "))
    #expect(seen.fields == ["Host=a", "X=y \t z", "Empty=", "Blank="])
  }

  @Test(arguments: ["X: y\r\n z", "X: y\r\n\tz", "X: y\r\n ", "X:\r\n y"])
  func Folded_field_is_400(fields: String) {
    expectRefusal(head("Host: a\r\n\(fields)"), 400)
    expectRefusal(head("\(fields)\r\nHost: a"), 400)
  }

  @Test func Field_that_is_too_long_is_431() throws {
    var limits = Limits()
    limits.fieldLine = 20
    _ = try expectServed(head("Host: a\r\nX: \(String(repeating: "y", count: 17))"), limits: limits)
    expectRefusal(head("Host: a\r\nX: \(String(repeating: "y", count: 18))"), 431, limits: limits)
    expectRefusal("GET / HTTP/1.1\r\n" + String(repeating: "y", count: 100), 431, limits: limits)
  }

  @Test func Fields_that_are_too_large_in_total_are_431() throws {
    var limits = Limits()
    limits.head = 60
    let fits = "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "y", count: 28))\r\n\r\n"
    #expect(fits.utf8.count == 60)
    _ = try expectServed(fits, limits: limits)
    expectRefusal(head("Host: a\r\nX: \(String(repeating: "y", count: 29))"), 431, limits: limits)
  }

  @Test func Too_many_fields_are_431() throws {
    var limits = Limits()
    limits.fieldCount = 3
    _ = try expectServed(head("Host: a\r\nX: 1\r\nX: 2"), limits: limits)
    expectRefusal(head("Host: a\r\nX: 1\r\nX: 2\r\nX: 3"), 431, limits: limits)
  }

  @Test func Head_of_more_than_64_KiB_is_431_whatever_the_limit() {
    var limits = Limits()
    limits.head = 1_000_000
    limits.fieldLine = 1_000_000
    let large = head("Host: a\r\nX: \(String(repeating: "y", count: 70_000))")
    #expect(Conversation(limits: limits).run(large).statuses == [431])
  }

  @Test func Default_limits_refuse_a_head_of_40_KiB_and_101_fields() {
    let large = (0..<5).map { "X-\($0): " + String(repeating: "y", count: 8000) }.joined(separator: "\r\n")
    #expect(Conversation().run(head("Host: a\r\n\(large)")).statuses == [431])
    let many = (0..<100).map { "X-\($0): y" }.joined(separator: "\r\n")
    #expect(Conversation().run(head("Host: a\r\n\(many)")).statuses == [431])
  }
}
