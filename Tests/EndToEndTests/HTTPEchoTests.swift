import HTTPClient
import HTTPTypes
import NIOCore
import Testing

@testable import Demo

/// `http-echo` answers what load and conformance tools ask of it.
@Suite struct HTTPEchoTests {
  private static let client = Client(configuration: ClientConfiguration(userAgent: "end-to-end"))

  @Test func The_root_answers_GET_HEAD_and_OPTIONS_with_200() async throws {
    try await withEcho { url in
      for method in [HTTPRequest.Method.get, .head, .options] {
        let answer = try await ask(method, url + "/")
        #expect(answer.status == .ok)
      }
      let other = try await ask(.delete, url + "/")
      #expect(other.status == .methodNotAllowed)
    }
  }

  @Test(arguments: [0, 1, 5_000_000]) func POST_to_the_root_gives_the_body_back(length: Int) async throws {
    try await withEcho { url in
      let body = ByteBuffer(bytes: (0..<length).map { UInt8(truncatingIfNeeded: $0 % 251) })
      let echo = try await ask(.post, url + "/", body: body)
      #expect(echo.body == body)
      let count = try await ask(.post, url + "/upload", body: body)
      #expect(String(buffer: count.body) == "\(length)")
    }
  }

  @Test func Echo_prints_the_fields_of_the_request() async throws {
    try await withEcho { url in
      let name = try #require(HTTPField.Name("X-Odd"))
      let answer = try await ask(.get, url + "/echo", fields: [name: "a b"])
      #expect(String(buffer: answer.body).split(separator: "\n").contains("X-Odd: a b"))
    }
  }

  @Test(
    arguments: [
      ("/json", #"{"message":"Hello, World!"}"#), ("/plaintext", "Hello, World!"), ("/delay/1", "1 ms\n"),
      ("/stream/3", "chunk 0\nchunk 1\nchunk 2\n"), ("/stream/0", ""),
      (
        "/json/AAPL",
        #"{"symbol":"AAPL","name":"Apple Inc.","price":241.35,"currency":"USD","previousClose":239.07,"#
          + #""change":2.28,"changePercent":0.95,"asOf":"2025-11-20T21:00:00Z"}"#
      ),
    ]) func A_route_answers(path: String, body: String) async throws
  {
    try await withEcho { url in
      let answer = try await ask(.get, url + path)
      #expect(answer.status == .ok)
      #expect(String(buffer: answer.body) == body)
    }
  }

  @Test(arguments: ["/delay/x", "/delay/-1", "/delay/60001", "/stream/1000001", "/stream/1e3"])
  func A_number_out_of_range_is_400(path: String) async throws {
    try await withEcho { url in
      let answer = try await ask(.get, url + path)
      #expect(answer.status == .badRequest)
    }
  }

  @Test func With_metrics_and_an_access_log_a_request_is_counted_and_logged() async throws {
    try await withEcho(["ACCESS_LOG": "on", "METRICS": "on"]) { url in
      _ = try await ask(.get, url + "/json/AAPL")
      let metrics = try await ask(.get, url + "/metrics")
      #expect(String(buffer: metrics.body).contains(#"http_route="/json/{name}""#))
    } log: { output in
      #expect(output.contains { $0.contains(#""path":"/json/AAPL""#) && $0.contains(#""request_id":"#) })
    }
  }

  private func withEcho(
    _ settings: [String: String] = [:], _ body: (_ url: String) async throws -> Void,
    log: (_ output: [String]) -> Void = { _ in }
  ) async throws {
    let program = try Program("http-echo", [], settings)
    try await body(program.url())
    let end = await program.stop()
    #expect(end == .exited(code: 0))
    log(program.output)
  }

  private func ask(
    _ method: HTTPRequest.Method, _ url: String, fields: HTTPFields = [:], body: ByteBuffer? = nil
  ) async throws -> ClientResponse {
    try await Self.client.execute(
      ClientRequest(
        method: method, url: url, fields: fields, body: body, timeout: .seconds(30), connectTimeout: .seconds(10),
        maximumBodyBytes: 10_000_000))
  }
}
