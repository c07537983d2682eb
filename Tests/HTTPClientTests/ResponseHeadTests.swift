import HTTPTypes
import Testing

@testable import HTTPClient

struct ResponseHeadTests {
  @Test func head_is_final_at_its_blank_line_and_not_before() throws {
    var head = ResponseHead(limit: 1000)
    #expect(try head.feed("HTTP/1.1 200 OK") == false)
    #expect(try head.feed("Content-Type: text/plain") == false)
    #expect(head.finalStatus == nil)
    #expect(try head.feed("") == true)
    #expect(head.finalStatus == .ok && head.finalStatus?.reasonPhrase == "OK")
    #expect(head.fields.all == [.contentType: "text/plain"])
  }

  @Test func blanks_around_a_value_are_not_part_of_it() throws {
    let head = try ResponseHead.of("HTTP/1.1 200 OK", "ETag: \t \"a\" \t ", "X-Empty:")
    #expect(head.fields[.eTag] == "\"a\"")
    #expect(head.fields[HTTPField.Name("X-Empty")!] == "")
  }

  @Test func interim_answer_is_replaced_by_the_final_one() throws {
    let head = try ResponseHead.of("HTTP/1.1 103 Early Hints", "Link: </a>", "", "HTTP/1.1 204 No Content", "Age: 1")
    #expect(head.finalStatus == .noContent)
    #expect(head.fields.all == [.age: "1"])
  }

  @Test func trailers_are_dropped() throws {
    var head = try ResponseHead.of("HTTP/1.1 200 OK", "Age: 1")
    #expect(try head.feed("Age: 2") == false)
    #expect(try head.feed("HTTP/1.1 500 Oops") == false)
    #expect(try head.feed("") == false)
    #expect(head.fields.all == [.age: "1"] && head.finalStatus == .ok)
  }

  @Test func folded_line_continues_the_value_before_it() throws {
    let head = try ResponseHead.of("HTTP/1.1 200 OK", "Via: a,", "  b")
    #expect(head.fields[.via] == "a, b")
  }

  @Test(arguments: ["no colon", ": nameless", "na me: x", "näme: x", " folded into nothing"])
  func field_without_a_valid_name_is_skipped(line: String) throws {
    let head = try ResponseHead.of("HTTP/1.1 200 OK", line, "Age: 1")
    #expect(head.fields[.age] == "1" && head.fields.all.count == 1)
  }

  @Test(arguments: [
    "HTTP/2 200", "HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/1.1 abc OK", "HTTP/1.1", "hello", "HTTP/1.1 099 X",
  ])
  func other_than_a_status_line_is_a_protocol_error(line: String) {
    var head = ResponseHead(limit: 1000)
    #expect(code { _ = try head.feed(line) } == .protocolError)
  }

  @Test func head_over_the_limit_is_refused() {
    var head = ResponseHead(limit: 40)
    #expect(code { _ = try head.feed("HTTP/1.1 200 OK") } == nil)
    #expect(code { _ = try head.feed("X: " + String(repeating: "x", count: 40)) } == .headTooLarge)
  }

  @Test func trailers_count_towards_the_limit() throws {
    var head = ResponseHead(limit: 60)
    _ = try head.feed("HTTP/1.1 200 OK")
    _ = try head.feed("")
    #expect(code { _ = try head.feed("X: " + String(repeating: "x", count: 60)) } == .headTooLarge)
  }

  @Test func number_of_fields_is_bounded() throws {
    var head = ResponseHead(limit: .max)
    _ = try head.feed("HTTP/1.1 200 OK")
    let refused = code { for _ in 0..<100_000 { _ = try head.feed("a:") } }
    #expect(refused == .headTooLarge && head.fields.count == 1000)
  }

  @Test(arguments: [("12", 12), ("12, 12", 12), ("99999999999999999999", Int.max)])
  func announced_length_is_read(value: String, length: Int) throws {
    #expect(try ResponseHead.of("HTTP/1.1 200 OK", "Content-Length: \(value)").announcedLength() == length)
  }

  @Test func lengths_that_contradict_each_other_are_refused() throws {
    let head = try ResponseHead.of("HTTP/1.1 200 OK", "Content-Length: 1", "Content-Length: 2")
    #expect(code { _ = try head.announcedLength() } == .protocolError)
  }

  @Test(arguments: ["HTTP/1.1 304 Not Modified", "HTTP/1.1 204 No Content"])
  func length_of_an_answer_without_body_announces_nothing(statusLine: String) throws {
    #expect(try ResponseHead.of(statusLine, "Content-Length: 5").announcedLength() == nil)
  }

  @Test func chunked_overrides_the_length() throws {
    let head = try ResponseHead.of("HTTP/1.1 200 OK", "Content-Length: 5", "Transfer-Encoding: chunked")
    #expect(try head.announcedLength() == nil)
  }

  private func code(_ work: () throws -> Void) -> ClientError.Code? {
    do {
      try work()
      return nil
    } catch {
      return (error as? ClientError)?.code
    }
  }
}

extension ResponseHead {
  mutating func feed(_ line: String) throws -> Bool {
    var isFinal = false
    try Array("\(line)\r\n".utf8).withUnsafeBytes { isFinal = try receive(line: $0) }
    return isFinal
  }

  /// A head of these lines and the blank one.
  static func of(_ lines: String...) throws -> ResponseHead {
    var head = ResponseHead(limit: 10_000)
    for line in lines + [""] { _ = try head.feed(line) }
    return head
  }
}
