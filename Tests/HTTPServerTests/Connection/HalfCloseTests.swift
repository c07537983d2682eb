import NIOCore
import Synchronization
import Testing

@testable import HTTPServer

/// What it means that a client ends its half of the connection.
struct HalfCloseTests {
  private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

  /// Tells which of its requests were cancelled; answers `/wait` after a long time, or `cancelled` at once.
  private final class Waiting: RequestHandler {
    let cancelled = Mutex<[String]>([])
    private let (gates, gate) = AsyncStream.makeStream(of: Void.self)

    func respond(to request: Request) async throws -> Response {
      _ = try await request.body.collect()
      if request.path.hasPrefix("/wait") { for await _ in gates { break } }
      if Task.isCancelled { cancelled.withLock { $0.append(request.path) } }
      if request.path == "/throw" { try Task.checkCancellation() }
      return .text("answer to \(request.path)")
    }

    func open() { gate.yield() }
  }

  @Test func End_of_the_clients_half_cancels_the_handler_and_what_it_returns_is_sent() async throws {
    let handler = Waiting()
    let connection = try await VirtualConnection(handler)
    try await connection.send(Self.get("/wait"))
    #expect(handler.cancelled.withLock { $0 } == [])
    try await connection.end()
    let answer = try await connection.nextSent()
    #expect(answer.hasSuffix("answer to /wait") && answer.contains("Connection: close\r\n"))
    #expect(handler.cancelled.withLock { $0 } == ["/wait"])
  }

  @Test func Handler_that_ends_with_its_cancellation_sends_nothing() async throws {
    let connection = try await VirtualConnection(Waiting())
    try await connection.send("GET /thr")
    // The end is seen before the request is complete, so that only the request that comes with it can be cancelled.
    try await connection.sendAndEnd("ow HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(try await connection.sent() == "")
    #expect(!connection.isOpen)
  }

  @Test func Pipelined_requests_before_the_end_are_answered_and_only_the_last_is_cancelled() async throws {
    let handler = Waiting()
    let connection = try await VirtualConnection(handler)
    try await connection.send(Self.get("/wait") + Self.get("/2") + Self.get("/3"))
    try await connection.end()
    #expect(try await connection.sent() == "")
    handler.open()
    var all = ""
    while !all.hasSuffix("answer to /3") { all += try await connection.nextSent() }
    #expect(all.split(separator: "HTTP/1.1 200").count == 3)
    #expect(handler.cancelled.withLock { $0 } == ["/3"])
  }

  @Test func Body_that_is_all_here_can_be_read_after_the_end() async throws {
    let connection = try await VirtualConnection(Waiting())
    try await connection.sendAndEnd("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello")
    #expect(try await connection.sent().hasSuffix("answer to /p"))
  }

  @Test func Chunked_body_that_is_all_here_can_be_read_after_the_end() async throws {
    let connection = try await VirtualConnection(Waiting())
    try await connection.sendAndEnd(
      "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")
    #expect(try await connection.sent().hasSuffix("answer to /p"))
  }

  @Test func Body_that_the_end_cuts_short_is_400() async throws {
    let connection = try await VirtualConnection(Waiting())
    try await connection.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhell")
    try await connection.end()
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 400 "))
  }

  @Test func Where_half_closing_is_allowed_no_handler_is_cancelled_by_it() async throws {
    let handler = Waiting()
    let connection = try await VirtualConnection(handler, halfClose: .allowed)
    try await connection.send(Self.get("/wait"))
    try await connection.end()
    #expect(try await connection.sent() == "")
    handler.open()
    #expect(try await connection.nextSent().hasSuffix("answer to /wait"))
    #expect(handler.cancelled.withLock { $0 } == [])
  }

  @Test func End_is_noticed_on_a_real_socket_while_the_handler_runs() async throws {
    let (events, event) = AsyncStream.makeStream(of: String.self)
    let handler = ClosureHandler { _ in
      event.yield("began")
      do { try await Task.sleep(for: .seconds(600)) } catch { event.yield("cancelled") }
      return .text("partial")
    }
    try await withServer(handler) { server in
      var seen = events.makeAsyncIterator()
      let client = try await server.connect()
      try await client.send(Self.get("/"))
      #expect(await seen.next() == "began")
      try await client.end()
      #expect(await seen.next() == "cancelled")
      #expect(try await client.readToEnd().hasSuffix("partial"))
    }
  }
}
