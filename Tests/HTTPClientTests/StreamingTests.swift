import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Testing

/// Answers that are handed on as they come.
@Suite(.timeLimit(.minutes(2))) struct StreamingTests {
  private func parts(
    of answer: [Act], limit: Int = 1024, timeout: Duration = .seconds(60)
  ) async throws -> (parts: [ClientResponsePart], outcome: Result<ClientResponse, any Error>) {
    let server = try await ScriptedServer.start { _ in answer }
    let (stream, continuation) = AsyncStream.makeStream(of: ClientResponsePart.self)
    let client = Client()
    var request = ClientRequest(url: server.url, timeout: timeout, maximumBodyBytes: limit)
    request.receive = { continuation.yield($0) }
    let outcome: Result<ClientResponse, any Error>
    do { outcome = .success(try await client.execute(request)) } catch { outcome = .failure(error) }
    continuation.finish()
    var parts: [ClientResponsePart] = []
    for await part in stream { parts.append(part) }
    await client.shutdown()
    return (parts, outcome)
  }

  private func text(_ parts: [ClientResponsePart]) -> String {
    parts.map { if case .body(let bytes) = $0 { String(buffer: bytes) } else { "" } }.joined()
  }

  @Test func the_head_comes_first_and_then_the_body() async throws {
    let (parts, outcome) = try await parts(of: [
      .send("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
      .send("4\r\none\n\r\n"), .send("4\r\ntwo\n\r\n"), .send("0\r\nX-Trailer: a\r\n\r\n"),
    ])
    #expect(parts.first == .head(.ok))
    #expect(parts.count { if case .head = $0 { true } else { false } } == 1)
    #expect(text(parts) == "one\ntwo\n")
    let response = try outcome.get()
    #expect(response.status == .ok && response.body.readableBytes == 0)
  }

  @Test func no_limit_holds_for_what_is_not_kept() async throws {
    let (parts, outcome) = try await parts(of: [.send(.ok(String(repeating: "x", count: 5000)))], limit: 10)
    #expect(text(parts).utf8.count == 5000)
    #expect(try outcome.get().status == .ok)
  }

  @Test func what_came_before_the_connection_broke_was_handed_on() async throws {
    let (parts, outcome) = try await parts(of: [
      .send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n"), .close,
    ])
    #expect(text(parts) == "one\n")
    let error = #expect(throws: ClientError.self) { try outcome.get() }
    #expect(error?.code == .connectionLost)
  }

  @Test func parts_come_while_the_answer_has_no_end_and_a_cancellation_closes_the_connection() async throws {
    let server = try await ScriptedServer.start { _ in
      [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\none\n\r\n"), .stall]
    }
    let client = Client()
    let (stream, continuation) = AsyncStream.makeStream(of: ClientResponsePart.self)
    var request = ClientRequest(url: server.url, timeout: .seconds(60))
    request.receive = { continuation.yield($0) }
    let task = Task { [request] in try await client.execute(request) }
    #expect(await stream.first { $0 == .body(ByteBuffer(string: "one\n")) } != nil)
    task.cancel()
    await #expect(throws: ClientError.self) { try await task.value }
    await server.wait(for: .closed)
    await client.shutdown()
  }
}
