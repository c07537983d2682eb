import Chassis
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import Testing

@testable import Portal

@Suite struct DemoRoutesTests {
  @Test func questions_are_passed_on_with_their_path_and_query() async throws {
    let transport = ScriptedTransport { _ in .text("{}", fields: [.contentType: "application/json", .server: "x"]) }
    let answer = try await respond(Request(method: .get, path: "/demo/a%20b/c", query: "d=1"), transport)
    #expect(transport.requests.map(\.url) == ["http://127.0.0.1:9000/demo/a%20b/c?d=1"])
    #expect(answer.text == "{}" && answer.fields == [.cacheControl: "no-store", .contentType: "application/json"])
  }

  @Test func orders_are_passed_on_with_their_body() async throws {
    let transport = ScriptedTransport { _ in .text("done", status: .accepted) }
    let answer = try await respond(order("/demo/kill", #"{"instance":"weather-1"}"#), transport)
    let sent = try #require(transport.requests.first)
    #expect(sent.method == .post && sent.fields[.contentType] == "application/json")
    #expect(sent.body.map { String(buffer: $0) } == #"{"instance":"weather-1"}"#)
    #expect(answer.status == .accepted && sent.fields[.origin] == nil)
    #expect(sent.fields[.hostField] == "localhost:8080")
  }

  @Test func orders_of_other_pages_long_ones_and_others_than_JSON_are_not() async throws {
    let transport = ScriptedTransport { _ in .text("done") }
    let foreign = order("/demo/kill", "{}", origin: "http://evil.example")
    #expect(try await respond(foreign, transport).status == .forbidden)
    #expect(try await respond(order("/demo/kill", "{}", type: "text/plain"), transport).status == .unsupportedMediaType)
    let long = order("/demo/kill", String(repeating: " ", count: 17 * 1024))
    #expect(try await respond(long, transport).status == .contentTooLarge)
    #expect(try await respond(Request(method: .delete, path: "/demo/x"), transport).status == .methodNotAllowed)
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [(ClientError.Code.connectFailed, 502), (.timeout, 504)])
  func demo_that_does_not_answer_is_a_problem(code: ClientError.Code, status: Int) async throws {
    let transport = ScriptedTransport { _ in throw ClientError(code, "Nobody there.") }
    let answer = try await respond(Request(method: .get, path: "/demo/x"), transport)
    #expect(answer.status.code == status && answer.text.contains("The demo does not answer. Nobody there."))
  }

  private func respond(_ request: Request, _ transport: ScriptedTransport) async throws -> Response {
    var router = Router()
    DemoRoutes(control: HostPort(host: "127.0.0.1", port: 9000), transport: transport).add(to: &router)
    do {
      return try await router.respond(to: request)
    } catch {
      return HTTPError.response(for: error)
    }
  }
}
