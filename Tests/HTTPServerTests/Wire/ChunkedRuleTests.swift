import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// RFC 9112 section 7.1: the chunked coding.
struct ChunkedRuleTests {
  private func chunked(_ body: String) -> String {
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)"
  }

  @Test(arguments: ["0x5", "+5", "-1", " 5", "5 ", "1_0", "", "g", "5\u{0}", "5\t", "\u{665}", "5,", "5:"])
  func Chunk_size_that_is_not_bare_hexadecimal_is_400(size: String) {
    expectRefusal(chunked("\(size)\r\nhello\r\n0\r\n\r\n"), 400)
  }

  @Test(arguments: [
    "10000000000000000", "FFFFFFFFFFFFFFFF", "fffffffffffffffff", "0000000000000005", "8000000000000000",
  ])
  func Chunk_size_that_could_overflow_is_400(size: String) {
    expectRefusal(chunked("\(size)\r\nhello\r\n0\r\n\r\n"), 400)
  }

  @Test(arguments: ["5", "05", "000000000000005"])
  func Chunk_size_may_have_leading_zeros(size: String) throws {
    #expect(try expectServed(chunked("\(size)\r\nhello\r\n0\r\n\r\n")).body == "hello")
  }

  @Test func Chunk_sizes_read_both_cases_of_hexadecimal() throws {
    let ten = "0123456789"
    #expect(try expectServed(chunked("a\r\n\(ten)\r\nA\r\n\(ten)\r\n0\r\n\r\n")).body == ten + ten)
  }

  @Test(arguments: [
    "5\r\nhelloX\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhello\rX0\r\n\r\n", "5\r\nhello0\r\n\r\n",
    "5\r\nhello\r\r\n",
    "4\r\nhello\r\n0\r\n\r\n", "5\nhello\r\n0\r\n\r\n", "5\rhello\r\n0\r\n\r\n",
  ])
  func Chunk_data_not_followed_by_CRLF_is_400(body: String) {
    expectRefusal(chunked(body), 400)
  }

  @Test(arguments: [";a", ";a=b", ";a=\"b;\\\"c\"", ";a;b=c;d=\"\"", " ; a = b", "\t;a"])
  func Well_formed_chunk_extension_is_ignored(text: String) throws {
    #expect(try expectServed(chunked("5\(text)\r\nhello\r\n0\(text)\r\n\r\n")).body == "hello")
  }

  @Test(arguments: [
    ";", ";;", ";=", ";a=", ";a=\"", ";a=\"b\"c", ";a b", ";(", ";a=(", ";\u{0}", ";a\u{0}", ";a=\"\u{1}\"", ";a\r;b",
    ";a\n", ";a=\"\\",
    ";a=\"x\ry\"", ";\u{E9}", "; ",
  ])
  func Malformed_chunk_extension_is_400(text: String) {
    expectRefusal(chunked("5\(text)\r\nhello\r\n0\r\n\r\n"), 400)
  }

  @Test func Chunk_extensions_too_long_in_total_are_400() throws {
    var limits = Limits()
    limits.chunkExtensions = 20
    _ = try expectServed(chunked("1;aaaaaaaaa\r\nx\r\n1;aaaaaaaaa\r\ny\r\n0\r\n\r\n"), limits: limits)
    expectRefusal(chunked("1;aaaaaaaaa\r\nx\r\n1;aaaaaaaaaa\r\ny\r\n0\r\n\r\n"), 400, limits: limits)
    expectRefusal(chunked("1;" + String(repeating: "a", count: 100)), 400, limits: limits)
  }

  @Test func Trailers_are_read_and_the_next_request_follows() {
    let outcome = Conversation().run(
      chunked("2\r\nhi\r\n0\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n") + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(outcome.seen.map(\.path) == ["/", "/next"])
    // They are not merged into the header section (RFC 9110 section 6.5.1).
    #expect(outcome.seen.first?.fields == ["Host=a", "Transfer-Encoding=chunked"])
  }

  @Test func Trailers_for_framing_routing_authentication_and_content_are_dropped() throws {
    var decoder = ChunkedDecoder(limits: Limits())
    var buffer = ByteBuffer(
      string:
        "0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nHost: b\r\nAuthorization: x\r\nCookie: c\r\nX-Sum: 1\r\n\r\n"
    )
    #expect(try decoder.next(&buffer) == .end(trailers: [.init("X-Sum")!: "1"]))
  }

  @Test(arguments: ["X : y", "X", " X: y", "X: \u{0}", "X: y\r\n z"])
  func Malformed_trailer_is_400(line: String) {
    expectRefusal(chunked("0\r\n\(line)\r\n\r\n"), 400)
  }

  @Test func Trailers_are_under_the_header_limits() throws {
    var limits = Limits()
    limits.fieldCount = 2
    limits.fieldLine = 40
    _ = try expectServed(chunked("0\r\nX: 1\r\nX: 2\r\n\r\n"), limits: limits)
    expectRefusal(chunked("0\r\nX: 1\r\nX: 2\r\nX: 3\r\n\r\n"), 431, limits: limits)
    expectRefusal(chunked("0\r\nX: \(String(repeating: "y", count: 50))\r\n\r\n"), 431, limits: limits)
    limits.fieldCount = 100
    limits.head = 90
    expectRefusal(
      chunked("0\r\n" + String(repeating: "X: \(String(repeating: "y", count: 30))\r\n", count: 4) + "\r\n"), 431,
      limits: limits)
  }
}
