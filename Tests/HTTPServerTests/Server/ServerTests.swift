import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing

@testable import HTTPServer

/// The server on real sockets: what the pure tests cannot show.
struct ServerTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
  private static let close = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
  private static let ok = ClosureHandler { request in .text("\(request.method) \(request.path)") }

  private static let echo = ClosureHandler { request in
    Response(status: .ok, body: .bytes(try await request.body.collect()))
  }

  @Test func Request_is_answered_and_the_connection_closed_where_asked() async throws {
    try await withServer(Self.ok) { server in
      let answer = try await server.exchange("GET /x?y HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nDate: ") && answer.hasSuffix("\r\n\r\nGET /x"))
    }
  }

  @Test func Connection_carries_many_requests_also_pipelined() async throws {
    try await withServer(Self.ok) { server in
      let client = try await server.connect()
      try await client.send(Self.get)
      _ = try await client.read(until: "GET /")
      try await client.send(String(repeating: Self.get, count: 50) + Self.close)
      let all = try await client.readToEnd()
      #expect(all.split(separator: "HTTP/1.1 200").count == 52)
    }
  }

  @Test func Malformed_request_gets_a_problem_document_and_is_read_past_until_the_client_saw_it() async throws {
    try await withServer(Self.ok) { server in
      // What the server does not read any more must not turn its answer into a reset.
      let answer = try await server.exchange("GET / HTTP/9.9\r\n" + String(repeating: "x", count: 50_000))
      #expect(answer.hasPrefix("HTTP/1.1 505 HTTP Version Not Supported\r\n"))
      #expect(answer.contains("Content-Type: application/problem+json\r\n") && answer.contains("\"status\":505"))
      #expect(answer.contains("Referrer-Policy: no-referrer\r\n"))
    }
  }

  @Test func Body_is_read_by_demand_and_echoed() async throws {
    let body = String(repeating: "0123456789", count: 50_000)
    try await withServer(Self.echo) { server in
      let answer = try await server.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
      #expect(answer.hasSuffix("\r\n\r\n" + body))
    }
  }

  @Test func Body_over_the_limit_is_413_and_its_client_sees_the_answer() async throws {
    var limits = Limits()
    limits.body = 1000
    try await withServer(Self.echo, limits: limits) { server in
      let known = try await server.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 90000\r\n\r\n" + String(repeating: "x", count: 60_000))
      #expect(known.hasPrefix("HTTP/1.1 413 ") && known.contains("Connection: close"))
      let chunked = try await server.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4000\r\n"
          + String(repeating: "x", count: 0x4000))
      #expect(chunked.hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func Client_that_waits_for_leave_gets_100_then_the_answer() async throws {
    try await withServer(Self.echo) { server in
      let client = try await server.connect()
      try await client.send(
        "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")
      #expect(try await client.read(until: "100 Continue\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
      try await client.send("hello")
      #expect(try await client.readToEnd().hasSuffix("\r\n\r\nhello"))
    }
  }

  @Test func Body_that_breaks_reaches_the_handler_as_an_error() async throws {
    try await withServer(Self.echo) { server in
      let answer = try await server.exchange(
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("Connection: close"))
    }
  }

  @Test func Client_that_ended_its_half_still_gets_its_answer() async throws {
    try await withServer(Self.ok) { server in
      let client = try await server.connect()
      try await client.send(Self.get)
      try await client.end()
      #expect(try await client.readToEnd().hasSuffix("GET /"))
    }
  }

  @Test func Error_of_a_handler_is_500_that_says_nothing_of_the_cause() async throws {
    struct Secret: Error {}
    try await withServer(ClosureHandler { _ in throw Secret() }) { server in
      let answer = try await server.exchange(Self.close)
      #expect(answer.hasPrefix("HTTP/1.1 500 ") && !answer.contains("Secret"))
    }
  }

  @Test func Error_that_knows_its_answer_gives_it() async throws {
    let handler = ClosureHandler { _ in throw HTTPError(.notFound, "no \"x\"", fields: [.retryAfter: "3"]) }
    try await withServer(handler) { server in
      let answer = try await server.exchange(Self.close)
      #expect(answer.hasPrefix("HTTP/1.1 404 ") && answer.contains("Retry-After: 3\r\n"))
      #expect(answer.contains(#""detail":"no \"x\"","error":"no \"x\"""#))
    }
  }

  @Test func Field_that_cannot_be_sent_becomes_500() async throws {
    let handler = ClosureHandler { _ in
      var response = Response.text("x")
      response.fields.append(HTTPField(name: .location, lenientValue: [0x61, 0x01]))
      return response
    }
    try await withServer(handler) { server in
      let answer = try await server.exchange(Self.close)
      #expect(answer.hasPrefix("HTTP/1.1 500 ") && !answer.contains("Location"))
    }
  }

  @Test func Streamed_answer_is_chunked_and_in_order() async throws {
    let handler = ClosureHandler { _ in
      Response(
        status: .ok,
        body: .stream(length: nil) { writer in
          for index in 0..<300 { try await writer.write(ByteBuffer(string: "\(index) ")) }
        })
    }
    try await withServer(handler) { server in
      let answer = try await server.exchange(Self.close)
      #expect(answer.contains("Transfer-Encoding: chunked\r\n") && answer.hasSuffix("4\r\n299 \r\n0\r\n\r\n"))
    }
  }

  @Test func Stream_waits_for_a_client_that_does_not_read() async throws {
    let written = Mutex(0)
    let handler = ClosureHandler { _ in
      Response(
        status: .ok,
        body: .stream(length: nil) { writer in
          while true {
            try await writer.write(ByteBuffer(repeating: 0x78, count: 64 * 1024))
            written.withLock { $0 += 64 * 1024 }
          }
        })
    }
    try await withServer(handler, drainTimeout: .zero) { server in
      let socket = try SilentSocket(port: server.port)
      try socket.send(Self.get)
      var before = -1
      // The stream stands still once the system's buffers are full, and the server keeps none of its own.
      while true {
        try await Task.sleep(for: .milliseconds(50))
        let now = written.withLock { $0 }
        if now == before, now > 0 { break }
        before = now
      }
      #expect(before < 64 * 1024 * 1024)
      socket.close()
    }
  }

  @Test(arguments: [true, false])
  func Large_last_answer_reaches_a_client_that_reads_it_late(endsItsHalf: Bool) async throws {
    let size = 16 * 1024 * 1024
    let handler = ClosureHandler { _ in Response(status: .ok, body: .bytes(ByteBuffer(repeating: 0x78, count: size))) }
    try await withServer(handler) { server in
      let socket = try SilentSocket(port: server.port)
      try socket.send(endsItsHalf ? Self.get : Self.close)
      if endsItsHalf { socket.end() }
      // Longer than the server lingers: that time must not begin before the answer is out.
      try await Task.sleep(for: .milliseconds(700))
      #expect(try await socket.countToEnd() > size)
      socket.close()
    }
  }

  @Test func Handler_is_cancelled_when_its_client_leaves() async throws {
    let (events, event) = AsyncStream.makeStream(of: String.self)
    let handler = ClosureHandler { _ in
      event.yield("began")
      do {
        try await Task.sleep(for: .seconds(600))
      } catch {
        event.yield("cancelled")
      }
      return .text("late")
    }
    try await withServer(handler) { server in
      var seen = events.makeAsyncIterator()
      let socket = try SilentSocket(port: server.port)
      try socket.send(Self.get)
      #expect(await seen.next() == "began")
      socket.reset()
      #expect(await seen.next() == "cancelled")
    }
  }

  @Test func Observer_is_told_of_a_client_that_left_before_its_answer() async throws {
    let observer = Recorder()
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let handler = ClosureHandler { _ in
      begin.yield()
      try await Task.sleep(for: .seconds(600))
      return .text("late")
    }
    try await withServer(handler, observer: observer) { server in
      let socket = try SilentSocket(port: server.port)
      try socket.send(Self.get)
      for await _ in begun { break }
      socket.reset()
    }
    #expect(observer.seen.withLock { $0.map(\.aborted) } == [true])
  }

  @Test func Observer_sees_every_exchange_the_refused_ones_too() async throws {
    let observer = Recorder()
    try await withServer(Self.ok, observer: observer) { server in
      _ = try await server.exchange(Self.get + "BAD\r\n\r\n")
    }
    let seen = observer.seen.withLock { $0 }
    #expect(seen.map(\.status.code) == [200, 400])
    #expect(seen.map(\.path) == ["/", nil] && seen.map(\.method) == [.get, nil])
    #expect(seen[0].bytesSent == 5 && seen[0].peer == "127.0.0.1" && !seen[0].aborted)
  }

  @Test func Address_in_use_is_an_error_that_names_it() async throws {
    try await withServer(Self.ok) { server in
      let second = Server(
        configuration: ServerConfiguration(host: "127.0.0.1", port: server.port), handler: Self.ok,
        logger: Logger(label: "test"))
      do {
        try await second.run()
        Issue.record("no error")
      } catch let error as ServerError {
        #expect(error.code == .addressInUse && error.message.contains("127.0.0.1:\(server.port)"))
      }
    }
  }

  @Test(arguments: ["no-such-name.invalid", "192.0.2.1"])
  func Address_of_no_interface_is_an_error_that_names_it(host: String) async throws {
    let server = Server(
      configuration: ServerConfiguration(host: host, port: 0), handler: Self.ok, logger: Logger(label: "test"))
    do {
      try await server.run()
      Issue.record("no error")
    } catch let error as ServerError {
      #expect(error.code == .cannotBind && error.message.contains(host))
    }
  }

  private final class Recorder: ExchangeObserver {
    let seen = Mutex<[Exchange]>([])

    func completed(_ exchange: Exchange) {
      seen.withLock { $0.append(exchange) }
    }
  }
}
