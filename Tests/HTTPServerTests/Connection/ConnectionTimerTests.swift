import HTTPTypes
import NIOCore
import Synchronization
import Testing

@testable import HTTPServer

/// The deadlines at a connection: what its client sees when one has passed.
struct ConnectionTimerTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
  private static let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"
  private static let ok = ClosureHandler { _ in .text("ok") }
  private static let echo = ClosureHandler { request in
    Response(status: .ok, body: .bytes(try await request.body.collect()))
  }

  @Test func Silent_connection_is_closed_without_a_word() async throws {
    let connection = try await VirtualConnection(Self.ok)
    await connection.advance(.milliseconds(9_999))
    #expect(connection.isOpen)
    await connection.advance(.milliseconds(1))
    #expect(!connection.isOpen)
    #expect(try await connection.sent() == "")
  }

  @Test func Head_that_comes_byte_by_byte_gets_408_and_a_close() async throws {
    let connection = try await VirtualConnection(Self.ok)
    for byte in "GET / HTTP" {
      try await connection.send(String(byte))
      await connection.advance(.milliseconds(999))
    }
    #expect(try await connection.sent() == "")
    await connection.advance(.milliseconds(10))
    let answer = try await connection.sent()
    #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n") && answer.contains("Connection: close\r\n"))
    #expect(answer.contains("Content-Type: application/problem+json\r\n") && answer.contains("\"status\":408"))
    await connection.advance(.milliseconds(500))
    #expect(!connection.isOpen)
  }

  @Test func Later_head_that_stops_halfway_gets_408() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send(Self.get)
    await connection.advance(.seconds(60))
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
    try await connection.send("GET / HT")
    await connection.advance(.milliseconds(9_999))
    #expect(try await connection.sent() == "")
    await connection.advance(.milliseconds(1))
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 408"))
  }

  @Test func Idle_connection_is_closed_75_s_after_its_last_answer() async throws {
    let connection = try await VirtualConnection(Self.ok)
    for _ in 0..<3 {
      try await connection.send(Self.get)
      await connection.advance(.seconds(74))
      #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
      #expect(connection.isOpen)
    }
    await connection.advance(.seconds(1))
    #expect(!connection.isOpen)
    #expect(try await connection.sent() == "")
  }

  @Test func Body_that_does_not_come_gets_408_by_way_of_its_handler() async throws {
    let connection = try await VirtualConnection(Self.echo)
    try await connection.send(Self.post + "1234")
    await connection.advance(.milliseconds(29_999))
    #expect(try await connection.sent() == "")
    await connection.advance(.milliseconds(1))
    let answer = try await connection.sent()
    #expect(answer.hasPrefix("HTTP/1.1 408 ") && answer.contains("Connection: close\r\n"))
    #expect(answer.contains("The request body did not arrive in time."))
  }

  @Test func Unread_body_that_does_not_come_ends_the_connection() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send(Self.post)
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
    await connection.advance(.milliseconds(29_999))
    #expect(connection.isOpen)
    await connection.advance(.milliseconds(502))
    #expect(!connection.isOpen)
    #expect(try await connection.sent() == "")
  }

  @Test func Client_that_takes_nothing_for_30_s_is_cut() async throws {
    let connection = try await VirtualConnection(Self.ok, stuck: true)
    try await connection.send(Self.get)
    await connection.advance(.milliseconds(29_999))
    #expect(connection.isOpen)
    await connection.advance(.milliseconds(1))
    #expect(!connection.isOpen)
  }

  @Test func Slow_handler_is_no_fault_of_its_client() async throws {
    let (gates, gate) = AsyncStream.makeStream(of: Void.self)
    let handler = ClosureHandler { _ in
      for await _ in gates { break }
      return .text("late")
    }
    let connection = try await VirtualConnection(handler)
    try await connection.send(Self.get)
    await connection.advance(.hours(1))
    #expect(connection.isOpen)
    #expect(try await connection.sent() == "")
    gate.yield()
    #expect(try await connection.nextSent().hasSuffix("late"))
  }

  @Test func Connection_older_than_an_hour_closes_with_its_next_answer() async throws {
    var limits = Limits()
    limits.idleTimeout = .seconds(7200)
    let connection = try await VirtualConnection(Self.ok, limits: limits)
    try await connection.send(Self.get)
    await connection.advance(.seconds(3599))
    try await connection.send(Self.get)
    let answer = try await connection.sent()
    #expect(!answer.contains("Connection: close"))
    await connection.advance(.seconds(1))
    try await connection.send(Self.get)
    #expect(try await connection.sent().contains("Connection: close\r\n"))
  }

  @Test func Client_that_does_not_close_after_the_last_answer_is_cut_after_500_ms() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
    await connection.advance(.milliseconds(499))
    #expect(connection.isOpen)
    await connection.advance(.milliseconds(1))
    #expect(!connection.isOpen)
  }

  @Test func Client_that_sends_on_after_the_last_answer_is_cut_after_64_KiB() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    try await connection.send(String(repeating: "x", count: 64 * 1024))
    #expect(connection.isOpen)
    try await connection.send("x")
    #expect(!connection.isOpen)
  }

  // MARK: Stopping

  @Test func Idle_connection_ends_at_once_on_a_stop() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send(Self.get)
    await connection.advance(.milliseconds(500))
    try await connection.onLoop { $0.drain() }
    #expect(!connection.isOpen)
  }

  @Test func Request_on_its_way_while_a_stop_begins_is_answered_and_told_to_close() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send(Self.get)
    try await connection.onLoop { $0.drain() }
    await connection.advance(.milliseconds(499))
    _ = try await connection.sent()
    try await connection.send(Self.get)
    let answer = try await connection.sent()
    #expect(answer.hasPrefix("HTTP/1.1 200") && answer.contains("Connection: close\r\n"))
  }

  @Test func Connection_used_a_moment_before_a_stop_ends_without_a_request_after_the_grace() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.send(Self.get)
    try await connection.onLoop { $0.drain() }
    await connection.advance(.milliseconds(499))
    #expect(connection.isOpen)
    await connection.advance(.milliseconds(1))
    #expect(!connection.isOpen)
  }

  @Test func New_connection_may_bring_its_request_within_the_grace_of_a_stop() async throws {
    let connection = try await VirtualConnection(Self.ok)
    try await connection.onLoop { $0.drain() }
    try await connection.send(Self.get)
    #expect(try await connection.sent().contains("Connection: close\r\n"))
  }
}
