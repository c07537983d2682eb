import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// RFC 9112 section 6 and RFC 9110 sections 6.6.1, 8.6 and 9.3.2: what a response says of its body, and has of one.
struct ResponseRuleTests {
  private let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  private func answering(_ answer: Conversation.Answer) -> Conversation {
    var conversation = Conversation()
    conversation.answer = { _ in answer }
    return conversation
  }

  @Test func Response_is_written_whole() {
    var answer = Conversation.Answer()
    answer.fields[.contentType] = "text/plain"
    #expect(
      answering(answer).run(get).output
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"
    )
  }

  @Test func HEAD_has_the_fields_of_GET_and_no_body() {
    let head = Conversation().run("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").output
    #expect(head == Conversation().run(get).output.dropLast(2) && head.hasSuffix("Content-Length: 2\r\n\r\n"))
  }

  @Test func HEAD_of_a_streamed_answer_has_its_framing_field_and_no_body() {
    let answer = Conversation.Answer(body: .unknownLength, pieces: ["a", "b"])
    let output = answering(answer).run("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").output
    #expect(output.hasSuffix("Transfer-Encoding: chunked\r\n\r\n"))
  }

  @Test func HEAD_of_an_error_has_no_body() {
    let answer = Conversation.Answer(status: .notFound)
    #expect(answering(answer).run("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n").output.hasSuffix("\r\n\r\n"))
  }

  @Test(arguments: [204, 304])
  func Status_204_and_304_have_neither_body_nor_length(code: Int) {
    let outcome = answering(.init(status: .init(code: code))).run(get + get)
    #expect(outcome.statuses == [code, code] && outcome.output.hasSuffix("\r\n\r\n") && !outcome.output.contains("ok"))
    #expect(outcome.field("Content-Length") == nil && outcome.field("Transfer-Encoding") == nil)
  }

  @Test func Status_204_of_unknown_length_has_no_Transfer_Encoding() {
    let outcome = answering(.init(status: .noContent, body: .unknownLength)).run(get)
    #expect(outcome.field("Transfer-Encoding") == nil && outcome.output.hasSuffix("\r\n\r\n"))
  }

  @Test func Status_205_has_no_body_and_says_so() {
    let outcome = answering(.init(status: .resetContent)).run(get + get)
    #expect(outcome.statuses == [205, 205] && !outcome.output.contains("ok") && outcome.field("Content-Length") == "0")
    #expect(answering(.init(status: .resetContent, body: .unknownLength)).run(get).field("Transfer-Encoding") == nil)
  }

  @Test func Status_line_has_its_second_space_where_there_is_no_reason() {
    #expect(answering(.init(status: .init(code: 299))).run(get).output.hasPrefix("HTTP/1.1 299 \r\n"))
  }

  @Test func Answer_to_1_0_is_of_version_1_1() {
    // RFC 9110 section 6.2: the highest version of the same major that the server is conformant to.
    #expect(Conversation().run("GET / HTTP/1.0\r\n\r\n").output.hasPrefix("HTTP/1.1 200"))
  }

  @Test(arguments: [200, 204, 206, 304, 308, 400, 404, 412, 500, 503])
  func Date_is_in_every_answer(code: Int) {
    #expect(answering(.init(status: .init(code: code))).run(get).field("Date") == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func Date_is_in_a_refusal() {
    #expect(Conversation().run("GET / HTTP/1.1\r\n\r\n").field("Date") == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func Answer_without_body_says_Content_Length_0() {
    #expect(answering(.init(body: .none, pieces: [])).run(get).field("Content-Length") == "0")
  }

  @Test func Answer_of_unknown_length_is_chunked() {
    let output = answering(.init(body: .unknownLength, pieces: ["hello", "", "0123456789"])).run(get).output
    #expect(output.hasSuffix("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\na\r\n0123456789\r\n0\r\n\r\n"))
  }

  @Test func Answer_of_unknown_length_to_1_0_ends_with_the_connection() {
    let outcome = answering(.init(body: .unknownLength, pieces: ["hello", "!"]))
      .run("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    #expect(outcome.output.hasSuffix("Connection: close\r\n\r\nhello!") && outcome.closed)
    #expect(outcome.field("Transfer-Encoding") == nil && outcome.field("Content-Length") == nil)
  }

  @Test func Fields_of_the_connection_are_not_the_handlers_to_set() {
    var answer = Conversation.Answer()
    answer.fields = [.contentLength: "99", .transferEncoding: "chunked", .connection: "upgrade", .date: "never"]
    #expect(answering(answer).run(get).output == Conversation().run(get).output)
  }

  @Test func Answer_longer_than_announced_cuts_the_connection() {
    let outcome = answering(.init(body: .length(3), pieces: ["ab", "cd"])).run(get + get)
    #expect(outcome.closed && outcome.statuses == [200] && outcome.output.hasSuffix("\r\n\r\nab"))
  }

  @Test func Answer_shorter_than_announced_cuts_the_connection() {
    let outcome = answering(.init(body: .length(3), pieces: ["ab"])).run(get + get)
    #expect(outcome.closed && outcome.statuses == [200])
  }

  @Test(arguments: ["a\r\nSet-Cookie: b", "a\rb", "a\nb", "a\0b"])
  func CR_LF_or_NUL_in_a_response_field_never_reaches_the_wire(value: String) {
    var answer = Conversation.Answer()
    answer.fields[.location] = value
    let output = answering(answer).run(get).output
    // The field type itself turns them into spaces, so no answer can be split.
    #expect(output.contains("\r\nLocation: a") && !output.contains("\r\nSet-Cookie") && !output.contains("\0"))
    #expect(output.split(separator: "\r\n\r\n")[0].split(separator: "\r\n").count == 4)
  }

  @Test func Control_character_in_a_response_field_is_refused() {
    var answer = Conversation.Answer()
    answer.fields.append(HTTPField(name: .location, lenientValue: [0x61, 0x01]))
    let outcome = answering(answer).run([Array(get.utf8)])
    #expect(outcome.unsendable && outcome.output.isEmpty)
  }
}
