import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// RFC 9112 section 9: which connections go on, and in which order answers leave.
struct PersistenceRuleTests {
  private func get(_ path: String, _ fields: String = "", version: String = "HTTP/1.1") -> String {
    "GET \(path) \(version)\r\nHost: a\r\n\(fields)\r\n"
  }

  @Test func Pipelined_requests_are_answered_in_order() {
    var conversation = Conversation()
    conversation.answer = { .init(body: .length($0.path.utf8.count), pieces: [$0.path]) }
    let outcome = conversation.run(get("/1") + get("/22") + get("/333"))
    #expect(outcome.statuses == [200, 200, 200] && outcome.seen.map(\.path) == ["/1", "/22", "/333"])
    #expect(outcome.output.components("\r\n\r\n").dropFirst().map { $0.prefix(1) } == ["/", "/", "/"])
  }

  @Test func Pipelined_request_behind_a_body_begins_at_the_right_byte() {
    let post = "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
    let outcome = Conversation().run(post + get("/1") + post)
    #expect(outcome.seen.map(\.path) == ["/p", "/1", "/p"] && outcome.seen.map(\.body) == ["abc", "", "abc"])
  }

  @Test func Version_1_1_persists_without_saying_so() {
    let outcome = Conversation().run(get("/") + get("/"))
    #expect(outcome.statuses == [200, 200] && !outcome.closed && outcome.field("Connection") == nil)
  }

  @Test func Version_1_0_closes_without_keep_alive() {
    let outcome = Conversation().run(get("/", version: "HTTP/1.0") + get("/"))
    #expect(outcome.statuses == [200] && outcome.closed && outcome.field("Connection") == "close")
  }

  @Test(arguments: ["keep-alive", "Keep-Alive", "x, keep-alive"])
  func Version_1_0_with_keep_alive_persists_and_is_told(value: String) {
    let outcome = Conversation().run(get("/", "Connection: \(value)\r\n", version: "HTTP/1.0") + get("/"))
    #expect(outcome.statuses == [200, 200] && outcome.field("Connection") == "keep-alive")
  }

  @Test(arguments: [
    "Connection: close\r\n", "Connection: Close\r\n", "Connection: x, CLOSE , y\r\n",
    "Connection: x\r\nconnection: close\r\n",
    "Connection: keep-alive, close\r\n", "Connection:,close\r\n",
  ])
  func Connection_close_in_any_case_and_list_ends_the_connection(fields: String) {
    let outcome = Conversation().run(get("/", fields) + get("/ignored"))
    #expect(outcome.statuses == [200] && outcome.closed && outcome.field("Connection") == "close")
    #expect(outcome.seen.map(\.path) == ["/"])
  }

  @Test(arguments: ["Connection: closed\r\n", "Connection: xclose\r\n", "Proxy-Connection: close\r\n"])
  func Other_connection_options_are_ignored(fields: String) {
    #expect(Conversation().run(get("/", fields) + get("/")).statuses == [200, 200])
  }

  @Test(arguments: [
    ("GET", "HTTP/1.1", "Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\n"),
    ("GET", "HTTP/1.1", "Upgrade: h2c\r\n"),
    ("GET", "HTTP/1.1", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"),
    ("POST", "HTTP/1.1", "Connection: upgrade\r\nUpgrade: x/1\r\n"),
    ("GET", "HTTP/1.0", "Connection: upgrade, keep-alive\r\nUpgrade: x\r\n"),
  ])
  func Upgrade_is_ignored(method: String, version: String, fields: String) {
    let outcome = Conversation().run("\(method) / \(version)\r\nHost: a\r\n\(fields)\r\n" + get("/"))
    #expect(outcome.statuses == [200, 200] && outcome.field("Upgrade") == nil)
  }

  @Test func Requests_on_one_connection_are_limited() {
    var conversation = Conversation()
    conversation.limits.requestsPerConnection = 2
    let outcome = conversation.run(get("/1") + get("/2") + get("/3"))
    #expect(outcome.statuses == [200, 200] && outcome.closed && outcome.output.contains("Connection: close"))
  }

  @Test func Client_that_ends_its_half_still_gets_the_answers_due() {
    var conversation = Conversation()
    conversation.ends = true
    let outcome = conversation.run(get("/1") + get("/2"))
    #expect(outcome.statuses == [200, 200] && outcome.closed)
  }

  @Test func Draining_ends_a_busy_connection_with_its_answer_and_an_idle_one_with_its_next() {
    var idle = ConnectionStateMachine(limits: Limits())
    idle.drain()
    #expect(idle.nextEvent() == .needMoreBytes)
    idle.end()
    #expect(idle.nextEvent() == .close)

    var busy = ConnectionStateMachine(limits: Limits())
    busy.receive(.init(string: get("/")))
    guard case .request = busy.nextEvent() else { return #expect(Bool(false)) }
    busy.drain()
    #expect(busy.nextEvent() == .busy)
    var output = ByteBuffer()
    #expect(throws: Never.self) {
      try busy.beginResponse(
        status: .ok, fields: [:], body: .none, date: "now", standing: StandingFields(), into: &output)
    }
    #expect(busy.endResponse(into: &output) == .close && busy.nextEvent() == .close)
    #expect(String(buffer: output).contains("Connection: close"))
  }

  @Test func Bytes_behind_the_last_answer_are_dropped() {
    var machine = ConnectionStateMachine(limits: Limits())
    machine.receive(.init(string: get("/", "Connection: close\r\n")))
    guard case .request = machine.nextEvent() else { return #expect(Bool(false)) }
    machine.abort()
    machine.receive(.init(string: get("/late")))
    #expect(machine.nextEvent() == .close && machine.received.readableBytes == 0)
  }
}

extension String {
  func components(_ separator: String) -> [Substring] { split(separator: separator) }
}
