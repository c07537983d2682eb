import Testing

@testable import HTTPServer

/// RFC 9112 section 6: where a body ends. Every disagreement here is a smuggled request.
struct FramingRuleTests {
  private func post(_ fields: String, _ body: String = "", version: String = "HTTP/1.1") -> String {
    "POST / \(version)\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  @Test(arguments: [
    "x", "+5", "-1", "-0", "0x5", "1_0", "1 0", "", "5;", "5.0", "9223372036854775808", "99999999999999999999",
    "\u{664}",
    "\"5\"", "5 5", "00000000000000000005",
  ])
  func Content_Length_that_is_no_decimal_number_is_400(value: String) {
    expectRefusal(post("Content-Length: \(value)", "hello"), 400)
  }

  @Test(arguments: ["00005", "0000000000000000005", "5", " 5 ", "\t5"])
  func Content_Length_with_leading_zeros_or_blanks_around_is_decimal(value: String) throws {
    #expect(try expectServed(post("Content-Length: \(value)", "hello")).body == "hello")
  }

  @Test(arguments: ["00", "0", "0000000000000000000"])
  func Content_Length_zero_is_no_body(value: String) throws {
    #expect(try expectServed(post("Content-Length: \(value)")).body == "")
  }

  @Test(arguments: [
    "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5, 6", "Content-Length: 6\r\ncontent-length: 5",
  ])
  func Two_different_Content_Lengths_are_400(fields: String) {
    expectRefusal(post(fields, "hello!"), 400)
  }

  @Test(arguments: ["Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5", "Content-Length: 5,"])
  func Two_equal_Content_Lengths_are_400(fields: String) {
    expectRefusal(post(fields, "hello"), 400)
  }

  @Test(arguments: [
    "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Content-Length: 0\r\nTransfer-Encoding: chunked", "Content-Length: 5\r\nTransfer-Encoding: identity",
  ])
  func Transfer_Encoding_and_Content_Length_together_are_400(fields: String) {
    expectRefusal(post(fields, "5\r\nhello\r\n0\r\n\r\n"), 400)
  }

  @Test func Transfer_Encoding_in_1_0_is_400() {
    expectRefusal(post("Transfer-Encoding: chunked", "0\r\n\r\n", version: "HTTP/1.0"), 400)
  }

  @Test(arguments: ["chunked, gzip", "chunked,identity", "gzip, chunked, br"])
  func Last_coding_other_than_chunked_is_400(value: String) {
    expectRefusal(post("Transfer-Encoding: \(value)", "0\r\n\r\n"), 400)
  }

  @Test(arguments: ["gzip, chunked", "xchunked", "identity", "gzip", "chunkedx", "chunked1", "trailers, chunked"])
  func Unknown_transfer_coding_is_501(value: String) {
    expectRefusal(post("Transfer-Encoding: \(value)", "0\r\n\r\n"), 501)
  }

  @Test(arguments: [
    "", " ", "chunked, chunked", "chunked\r\nTransfer-Encoding: chunked", "gzip\r\nTransfer-Encoding: chunked",
    "\u{0B}chunked", "chunked\u{0C}", "chunked;x=1", "chunked ;x", "chunked,", ",chunked", "\"chunked\"", "chun ked",
  ])
  func Empty_doubled_or_decorated_Transfer_Encoding_is_400(value: String) {
    expectRefusal(post("Transfer-Encoding: \(value)", "0\r\n\r\n"), 400)
  }

  @Test func NUL_beside_chunked_is_400() {
    expectRefusal(post("Transfer-Encoding: chunked\u{0}", "0\r\n\r\n"), 400)
    expectRefusal(post("Transfer-Encoding: \u{0}chunked", "0\r\n\r\n"), 400)
  }

  @Test(arguments: ["Chunked", "chunked ", " \tCHUNKED\t"])
  func Chunked_is_known_in_any_case_and_with_blanks_around(value: String) throws {
    #expect(try expectServed(post("Transfer-Encoding: \(value)", "5\r\nhello\r\n0\r\n\r\n")).body == "hello")
  }

  @Test(arguments: ["Transfer_Encoding: chunked", "Content_Length: 5", "X-Transfer-Encoding: chunked"])
  func Names_with_underscore_frame_nothing(field: String) throws {
    let seen = try expectServed(post(field))
    #expect(seen.body == "" && seen.fields.count == 2)
  }

  @Test func POST_without_length_has_an_empty_body() throws {
    #expect(try expectServed("POST / HTTP/1.1\r\nHost: a\r\n\r\n").body == "")
  }

  @Test func Body_bytes_are_never_taken_for_a_request() {
    let inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n"
    let outcome = Conversation().run(post("Content-Length: \(inner.utf8.count)", inner))
    #expect(outcome.seen.map(\.path) == ["/"] && outcome.seen.first?.body == inner)
  }
}
