import HTTPTypes
import NIOCore
import ServiceLifecycle
import Testing

@testable import HTTPServer

/// A server that stops loses nothing that it had accepted.
struct GracefulStopTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test func Idle_connection_is_closed_and_the_one_in_flight_is_answered_first() async throws {
    let (gates, gate) = AsyncStream.makeStream(of: Void.self)
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let handler = ClosureHandler { request in
      if request.path == "/slow" {
        begin.yield()
        for await _ in gates { break }
      }
      return .text("done")
    }
    try await withServer(handler) { server in
      let idle = try await server.connect()
      try await idle.send(Self.get)
      _ = try await idle.read(until: "done")
      let busy = try await server.connect()
      try await busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
      for await _ in begun { break }

      await server.group.triggerGracefulShutdown()
      let last = try await idle.readToEnd()
      #expect(last.split(separator: "HTTP/1.1").count == 1)
      gate.yield()
      let answer = try await busy.readToEnd()
      #expect(answer.hasSuffix("done") && answer.contains("Connection: close\r\n"))
    }
  }

  @Test func Handler_that_outlasts_the_drain_timeout_is_cancelled() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (cancelled, cancel) = AsyncStream.makeStream(of: Void.self)
    let handler = ClosureHandler { _ in
      begin.yield()
      do { try await Task.sleep(for: .seconds(600)) } catch { cancel.yield() }
      return .text("late")
    }
    try await withServer(handler, drainTimeout: .milliseconds(10)) { server in
      let client = try await server.connect()
      try await client.send(Self.get)
      for await _ in begun { break }
      await server.group.triggerGracefulShutdown()
      for await _ in cancelled { break }
      #expect(try await client.readToEnd() == "")
    }
  }

  /// Many connect at the moment of the stop, and each of them whose connection the system made is answered.
  @Test func Connections_in_the_accept_queue_are_answered_before_the_listener_closes() async throws {
    var sockets: [SilentSocket] = []
    var limits = Limits()
    // On a busy machine this task may wait long for its turn.
    (limits.drainGrace, limits.headTimeout) = (.seconds(60), .seconds(60))
    try await withServer(ClosureHandler { _ in .text("ok") }, limits: limits, drainTimeout: .seconds(60)) { server in
      for _ in 0..<300 { sockets.append(try SilentSocket(port: server.port)) }
      await server.group.triggerGracefulShutdown()
      for socket in sockets { try socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") }
    }
    for socket in sockets {
      #expect(try await socket.countToEnd() > 0)
      socket.close()
    }
  }

  @Test func New_connections_are_refused_once_stopping() async throws {
    var port = 0
    try await withServer(ClosureHandler { _ in .text("x") }) { port = $0.port }
    await #expect(throws: (any Error).self) { _ = try await RawClient(port: port) }
  }
}
