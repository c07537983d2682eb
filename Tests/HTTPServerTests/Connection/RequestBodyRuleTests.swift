import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// RFC 9112 sections 6.3 and 9.3, RFC 9110 section 10.1.1: bodies that end early, that nobody reads, that wait for leave.
struct RequestBodyRuleTests {
  private let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"

  private func post(_ fields: String, _ body: String = "", version: String = "HTTP/1.1") -> String {
    "POST / \(version)\r\nHost: a\r\n\(fields)\r\n\r\n\(body)"
  }

  @Test(arguments: ["Content-Length: 10\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhel"])
  func Body_that_ends_early_is_an_error_and_never_2xx(rest: String) {
    var conversation = Conversation()
    conversation.ends = true
    let outcome = conversation.run("POST / HTTP/1.1\r\nHost: a\r\n\(rest)")
    #expect(outcome.statuses == [400] && outcome.closed)
    #expect(outcome.seen.first?.failure == ConnectionStateMachine.truncated)
  }

  @Test func Head_that_ends_early_gets_no_answer() {
    var conversation = Conversation()
    conversation.ends = true
    let outcome = conversation.run("GET / HTTP/1.1\r\nHost:")
    #expect(outcome.output.isEmpty && outcome.closed)
  }

  @Test(arguments: ["100-continue", "100-Continue", " 100-CONTINUE "])
  func Expect_100_continue_gets_leave_when_the_handler_reads(value: String) {
    let head = Array(post("Content-Length: 5\r\nExpect: \(value)").utf8)
    let outcome = Conversation().run([head, Array("hello".utf8)])
    #expect(outcome.output.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200"))
    #expect(outcome.statuses == [100, 200] && outcome.seen.first?.body == "hello" && !outcome.closed)
  }

  @Test func Expect_100_continue_works_with_chunked() {
    let head = Array(post("Transfer-Encoding: chunked\r\nExpect: 100-continue").utf8)
    #expect(Conversation().run([head, Array("0\r\n\r\n".utf8)]).statuses == [100, 200])
  }

  @Test func Expect_100_continue_gets_the_final_status_where_nobody_reads() {
    var conversation = Conversation()
    conversation.readsBody = false
    let outcome = conversation.run(post("Content-Length: 5\r\nExpect: 100-continue"))
    // Whether the body will come now is the client's choice, so only closing keeps the two apart.
    #expect(outcome.statuses == [200] && outcome.closed && outcome.field("Connection") == "close")
  }

  @Test func No_100_where_the_body_is_here_already() {
    let whole = Array(post("Content-Length: 5\r\nExpect: 100-continue", "hello").utf8)
    #expect(Conversation().run([whole]).statuses == [200])
  }

  @Test func No_100_in_1_0_or_without_a_body() {
    #expect(
      Conversation().run(post("Content-Length: 5\r\nExpect: 100-continue", "hello", version: "HTTP/1.0")).statuses == [
        200
      ])
    #expect(Conversation().run(post("Expect: 100-continue")).statuses == [200])
  }

  @Test(arguments: ["200-ok", "100-continue, x", "", "x=y"])
  func Other_expectation_is_417(value: String) {
    expectRefusal(post("Expect: \(value)"), 417)
  }

  @Test func Other_expectation_in_1_0_is_ignored() throws {
    _ = try expectServed(post("Expect: x", version: "HTTP/1.0"))
  }

  @Test func Small_unread_body_is_read_past() {
    var conversation = Conversation()
    conversation.readsBody = false
    let outcome = conversation.run(post("Content-Length: 5", "hello") + next)
    #expect(outcome.statuses == [200, 200] && outcome.seen.map(\.path) == ["/", "/next"] && !outcome.closed)
  }

  @Test func Large_unread_body_closes_the_connection() {
    var conversation = Conversation()
    conversation.readsBody = false
    conversation.limits.drain = 4
    let outcome = conversation.run(post("Content-Length: 5", "hello") + next)
    #expect(outcome.statuses == [200] && outcome.closed && outcome.field("Connection") == "close")
  }

  @Test func Unread_chunked_body_closes_the_connection() {
    var conversation = Conversation()
    conversation.readsBody = false
    let outcome = conversation.run(post("Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n\r\n") + next)
    #expect(outcome.statuses == [200] && outcome.closed && outcome.field("Connection") == "close")
  }

  @Test func Body_over_the_limit_is_413_before_reading_where_its_length_is_known() async {
    let body = RequestBody(length: 11, limit: 10, source: Pieces([]))
    await expectTooLarge(body)
  }

  @Test func Body_over_the_limit_is_413_at_the_overrun_where_it_is_chunked() async throws {
    let fits = RequestBody(length: nil, limit: 10, source: Pieces(["hello", "hello"]))
    #expect(try await fits.collect() == ByteBuffer(string: "hellohello"))
    await expectTooLarge(RequestBody(length: nil, limit: 10, source: Pieces(["hello", "hello", "!"])))
  }

  @Test func Limit_of_a_body_can_be_raised_by_its_route() async throws {
    let body = RequestBody(length: 11, limit: 10, source: Pieces(["hello world"]))
    #expect(try await body.limited(to: 20).collect().readableBytes == 11)
  }

  private func expectTooLarge(_ body: RequestBody) async {
    do {
      _ = try await body.collect()
      Issue.record("no error")
    } catch {
      #expect((error as? HTTPError)?.status == .contentTooLarge)
      #expect((error as? HTTPError)?.detail.contains("10 bytes") == true)
    }
  }
}

/// A body's pieces, at hand.
actor Pieces: RequestBody.Source {
  private var pieces: [String]

  init(_ pieces: [String]) {
    self.pieces = pieces
  }

  func nextChunk() async throws -> ByteBuffer? {
    pieces.isEmpty ? nil : ByteBuffer(string: pieces.removeFirst())
  }
}
