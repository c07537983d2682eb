import NIOCore
import Synchronization
import Testing

@testable import HTTPServer

/// Which task runs the handlers, and that a connection that waits has none.
struct WorkerTests {
  /// Answers at once but for `/held`, which waits until it is let go or cancelled, and `/deaf`, until it is let go. `/over`
  /// is cancelled meanwhile, as by a deadline.
  private final class Holding: RequestHandler {
    let cancelled = Mutex<[String]>([])
    private let held = Mutex<[CheckedContinuation<Void, Never>]>([])

    func respond(to request: Request) async throws -> Response {
      switch request.path {
      case "/held":
        await withTaskCancellationHandler {
          await hold()
        } onCancel: {
          letGo()
        }
      case "/deaf": await hold()
      case "/over": withUnsafeCurrentTask { $0?.cancel() }
      default: break
      }
      if Task.isCancelled { cancelled.withLock { $0.append(request.path) } }
      return .text("ok")
    }

    private func hold() async {
      await withCheckedContinuation { continuation in held.withLock { $0.append(continuation) } }
    }

    func letGo() {
      let all = held.withLock { held in
        defer { held = [] }
        return held
      }
      for continuation in all { continuation.resume() }
    }
  }

  private static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

  private static func expect(
    _ connection: VirtualConnection, working: Bool, spare: Int, _ location: SourceLocation = #_sourceLocation
  ) async throws {
    try await connection.onLoop { handler in
      #expect((handler.worker != nil) == working, sourceLocation: location)
      #expect(handler.resources?.workers.count == spare, sourceLocation: location)
    }
  }

  @Test func Connection_has_a_worker_only_while_a_whole_head_is_answered() async throws {
    let handler = Holding()
    let connection = try await VirtualConnection(handler)
    try await Self.expect(connection, working: false, spare: 0)
    try await connection.send("GET /held HTTP/1.1\r\nHost: a\r\n")
    try await Self.expect(connection, working: false, spare: 0)
    try await connection.send("\r\n")
    try await Self.expect(connection, working: true, spare: 0)
    handler.letGo()
    try await Self.expect(connection, working: false, spare: 1)
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
  }

  @Test func Connection_that_waits_for_a_request_keeps_no_storage_of_the_last() async throws {
    let connection = try await VirtualConnection(Holding())
    try await connection.send(Self.get("/1"))
    try await connection.onLoop { handler in
      #expect(handler.machine.received.storageCapacity == 0 && handler.output.storageCapacity == 0)
    }
  }

  @Test func One_worker_serves_requests_of_all_connections_in_turn() async throws {
    let first = try await VirtualConnection(Holding())
    let second = try await VirtualConnection(beside: first)
    for _ in 0..<3 {
      try await first.send(Self.get("/1") + Self.get("/2"))
      try await second.send(Self.get("/1"))
      #expect(try await first.sent().split(separator: "HTTP/1.1 200").count == 2)
      #expect(try await second.sent().hasPrefix("HTTP/1.1 200"))
      try await Self.expect(first, working: false, spare: 1)
    }
  }

  @Test func Request_behind_the_one_in_progress_waits_for_its_turn() async throws {
    let handler = Holding()
    let connection = try await VirtualConnection(handler)
    try await connection.send(Self.get("/held"))
    try await connection.send(Self.get("/2"))
    #expect(try await connection.sent() == "")
    handler.letGo()
    try await Self.expect(connection, working: false, spare: 1)
    #expect(try await connection.sent().split(separator: "HTTP/1.1 200").count == 2)
  }

  @Test func Worker_whose_client_left_ends_and_cancels_nobody_else() async throws {
    let handler = Holding()
    let leaving = try await VirtualConnection(handler)
    let staying = try await VirtualConnection(beside: leaving)
    try await leaving.send(Self.get("/held"))
    try await leaving.leave()
    #expect(handler.cancelled.withLock { $0 } == ["/held"])
    try await Self.expect(staying, working: false, spare: 0)
    try await staying.send(Self.get("/1"))
    #expect(try await staying.sent().hasPrefix("HTTP/1.1 200"))
    #expect(handler.cancelled.withLock { $0 } == ["/held"])
  }

  @Test func Worker_whose_handler_was_cancelled_answers_and_leaves_what_comes_next_to_another() async throws {
    let handler = Holding()
    let connection = try await VirtualConnection(handler)
    try await connection.send(Self.get("/over") + Self.get("/2") + Self.get("/3"))
    #expect(try await connection.sent().split(separator: "HTTP/1.1 200").count == 3)
    #expect(handler.cancelled.withLock { $0 } == ["/over"])
    try await Self.expect(connection, working: false, spare: 1)
    try await connection.send(Self.get("/over"))
    try await connection.send(Self.get("/2"))
    #expect(try await connection.sent().split(separator: "HTTP/1.1 200").count == 2)
    #expect(handler.cancelled.withLock { $0 } == ["/over", "/over"])
    #expect(connection.isOpen)
  }

  @Test func Worker_whose_handler_was_cancelled_closes_behind_the_last_request() async throws {
    let connection = try await VirtualConnection(Holding())
    try await connection.sendAndEnd(Self.get("/over"))
    #expect(try await connection.sent().hasPrefix("HTTP/1.1 200"))
    #expect(!connection.isOpen)
    #expect(connection.environment.registry.count == 0)
  }

  @Test func Worker_of_a_connection_that_closes_between_requests_goes_on() async throws {
    let handler = Holding()
    let first = try await VirtualConnection(handler, halfClose: .allowed)
    let second = try await VirtualConnection(beside: first)
    // Its client has ended its half, so the connection closes at once behind the answer, in the worker's own call.
    try await first.sendAndEnd(Self.get("/1"))
    #expect(!first.isOpen)
    try await Self.expect(second, working: false, spare: 1)
    try await second.send(Self.get("/2"))
    #expect(handler.cancelled.withLock { $0 } == [])
    try await Self.expect(second, working: false, spare: 1)
  }

  @Test func Connection_stays_registered_until_it_is_closed_and_its_handler_has_returned() async throws {
    let handler = Holding()
    let idle = try await VirtualConnection(handler)
    let busy = try await VirtualConnection(beside: idle)
    let registry = idle.environment.registry
    try await idle.send(Self.get("/1"))
    try await busy.send(Self.get("/deaf"))
    #expect(registry.count == 2)
    try await idle.leave()
    #expect(registry.count == 1)
    try await busy.leave()
    #expect(registry.count == 1, "the handler takes no notice of its cancellation")
    handler.letGo()
    await busy.settle()
    #expect(registry.count == 0)
  }

  @Test func Workers_beyond_64_spare_ones_end_and_all_end_with_the_server() async throws {
    let handler = Holding()
    let first = try await VirtualConnection(handler)
    try await first.send(Self.get("/held"))
    for _ in 0..<69 {
      try await VirtualConnection(beside: first).send(Self.get("/held"))
    }
    #expect(first.environment.registry.count == 70)
    handler.letGo()
    try await Self.expect(first, working: false, spare: 64)
    first.environment.executors.endWorkers()
    try await Self.expect(first, working: false, spare: 0)
    try await first.send(Self.get("/1"))
    try await Self.expect(first, working: false, spare: 0)
    #expect(try await first.sent().split(separator: "HTTP/1.1 200").count == 2)
  }
}
