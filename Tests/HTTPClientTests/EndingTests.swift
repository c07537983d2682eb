import HTTPClient
import HTTPTypes
import NIOCore
import Testing

/// Requests and clients that end before their time.
@Suite(.timeLimit(.minutes(2))) struct EndingTests {
  @Test func cancelling_the_task_fails_it_and_closes_its_connection() async throws {
    let server = try await ScriptedServer.start { _ in [.stall] }
    try await withClient { client in
      let task = Task { try await client.send(ClientRequest(url: server.url, timeout: .seconds(60))) }
      await server.wait(for: .request)
      task.cancel()
      let error = try await failure { _ = try await task.value }
      #expect(error?.code == .cancelled)
      await server.wait(for: .closed)
    }
  }

  @Test func task_cancelled_beforehand_sends_nothing() async throws {
    let server = try await ScriptedServer.start { _ in [.stall] }
    try await withClient { client in
      let error = try await failure {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.cancelAll()
          group.addTask { _ = try await client.send(ClientRequest(url: server.url, timeout: .seconds(60))) }
          try await group.waitForAll()
        }
      }
      #expect(error?.code == .cancelled)
    }
    #expect(server.requests.isEmpty)
  }

  @Test func cancelling_one_request_leaves_the_others_alone() async throws {
    let server = try await ScriptedServer.start { request in
      request.hasPrefix("GET /stall") ? [.stall] : [.send(.ok("x"))]
    }
    try await withClient { client in
      let stalled = (0..<20).map { _ in
        Task { try await client.send(ClientRequest(url: server.url + "stall", timeout: .seconds(60))) }
      }
      await server.wait(for: .request, count: 20)
      for task in stalled { task.cancel() }
      let other = try await client.send(ClientRequest(url: server.url))
      #expect(other.status == .ok)
      for task in stalled {
        let error = try await failure { _ = try await task.value }
        #expect(error?.code == .cancelled)
      }
      await server.wait(for: .closed, count: 20)
    }
  }

  @Test func shutdown_fails_requests_in_flight_and_closes_their_connections() async throws {
    let server = try await ScriptedServer.start { _ in [.stall] }
    let client = Client()
    let tasks = (0..<10).map { _ in
      Task { try await client.send(ClientRequest(url: server.url, timeout: .seconds(60))) }
    }
    await server.wait(for: .request, count: 10)
    await client.shutdown()
    for task in tasks {
      let error = try await failure { _ = try await task.value }
      #expect(error?.code == .shutdown)
    }
    await server.wait(for: .closed, count: 10)
  }

  @Test func shutdown_closes_kept_connections() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    let client = Client()
    _ = try await client.send(ClientRequest(url: server.url))
    await client.shutdown()
    await server.wait(for: .closed)
  }

  @Test func request_after_shutdown_fails() async throws {
    let client = Client()
    await client.shutdown()
    let error = try await failure { _ = try await client.send(ClientRequest(url: "http://127.0.0.1:1/")) }
    #expect(error?.code == .shutdown)
  }

  @Test func shutdown_may_be_called_again_and_at_once_by_several() async {
    let client = Client()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { await client.shutdown() } }
    }
    await client.shutdown()
  }

  @Test func client_let_go_without_shutdown_ends_its_thread_and_connections() async throws {
    let server = try await ScriptedServer.start { _ in [.send(.ok("x"))] }
    var client: Client? = Client()
    _ = try await client?.send(ClientRequest(url: server.url))
    client = nil
    await server.wait(for: .closed)
  }
}
