import Chassis
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import ServiceClient
import Testing
import Timing

@testable import Portal

struct BackendRouteTests {
  @Test(arguments: [
    ("/stock/AAPL", Backend.stockPrice, "/stock/AAPL"), ("/weather/Oslo", .weather, "/weather/Oslo"),
    ("/book/9780134190440", .goodreads, "/book/9780134190440"), ("/game/Go", .twitch, "/game/Go"),
  ])
  func each_route_leads_to_its_backend(path: String, backend: Backend, target: String) async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    _ = try await respond(path, caller)
    #expect(caller.calls.map(\.backend) == [backend] && caller.calls.map(\.request.target) == [target])
  }

  @Test(arguments: [
    ("AC%2FDC", "AC%2FDC"), ("S%c3%a3o%20Paulo", "S%C3%A3o%20Paulo"), ("a%3Fb%23c%25d", "a%3Fb%23c%25d"),
    ("a+b&c=d;e", "a%2Bb%26c%3Dd%3Be"), ("%41BC", "ABC"), ("%2e%2E", "%2E%2E"), ("%2E", "%2E"),
    ("BRK-B.A_~", "BRK-B.A_~"),
    ("%0D%0AX:%20y", "%0D%0AX%3A%20y"),
  ])
  func segment_means_the_same_at_the_backend(sent: String, expected: String) async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    _ = try await respond("/weather/\(sent)", caller)
    #expect(caller.calls.first?.request.target == "/weather/\(expected)")
  }

  @Test func query_goes_along_as_it_is() async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    _ = try await respond("/weather/Oslo", query: "a=%20&b", caller)
    #expect(caller.calls.first?.request.target == "/weather/Oslo?a=%20&b")
  }

  @Test func request_id_goes_along_and_nothing_else_of_the_client() async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    let fields: HTTPFields = [.cookie: "secret=1", .authorization: "Basic eA==", .xRequestID: "forged"]
    _ = try await respond("/weather/Oslo", fields: fields, id: "id-1", caller)
    #expect(
      caller.calls.first?.request.fields == [
        .accept: "application/json, application/problem+json", .xRequestID: "id-1",
      ])
  }

  @Test func trace_goes_on_behind_the_portal() async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    let fields: HTTPFields = [
      .traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", .tracestate: "a=1",
      .amazonTraceID: "Root=1-67891233-abcdef012345678912345678",
    ]
    _ = try await respond("/weather/Oslo", fields: fields, caller)
    let sent = try #require(caller.calls.first?.request.fields)
    #expect(fields.allSatisfy { sent[$0.name] == $0.value })
  }

  @Test func trace_that_is_doubtful_is_dropped() async throws {
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let caller = ScriptedCaller(.success(.text("x")))
    var twice: HTTPFields = [.tracestate: "a=1"]
    twice.append(HTTPField(name: .traceparent, value: parent))
    twice.append(HTTPField(name: .traceparent, value: parent))
    _ = try await respond("/weather/Oslo", fields: twice, caller)
    let long = String(repeating: "x", count: 1025)
    _ = try await respond(
      "/weather/Oslo", fields: [.traceparent: parent, .tracestate: long, .amazonTraceID: long], caller)
    #expect(caller.calls[0].request.fields[.traceparent] == nil && caller.calls[0].request.fields[.tracestate] == nil)
    #expect(caller.calls[1].request.fields[.traceparent] == parent)
    #expect(caller.calls[1].request.fields[.tracestate] == nil && caller.calls[1].request.fields[.amazonTraceID] == nil)
  }

  @Test func state_of_a_trace_may_be_in_several_fields() async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    var fields: HTTPFields = [.traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]
    fields.append(HTTPField(name: .tracestate, value: "a=1"))
    fields.append(HTTPField(name: .tracestate, value: "b=2"))
    _ = try await respond("/weather/Oslo", fields: fields, caller)
    #expect(caller.calls.first?.request.fields[.tracestate] == "a=1,b=2")
  }

  @Test func credentials_are_sent_where_configured() async throws {
    let caller = ScriptedCaller(.success(.text("x")))
    let credentials = BasicCredentials(username: "Aladdin", password: Secret("open sesame"))
    _ = try await respond("/game/x", caller, credentials: [.twitch: credentials])
    _ = try await respond("/weather/x", caller, credentials: [.twitch: credentials])
    #expect(caller.calls[0].request.fields[.authorization] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    #expect(caller.calls[1].request.fields[.authorization] == nil)
  }

  @Test func status_bytes_and_their_fields_pass_unchanged_and_no_others() async throws {
    let fields: HTTPFields = [
      .contentType: "application/json", .cacheControl: "max-age=5", .retryAfter: "7", .setCookie: "a=b",
      .server: "backend", .connection: "close", .instanceID: "i-1",
    ]
    let answer = try await answer(.text("{\"a\": 1}\n", status: .accepted, fields: fields))
    #expect(answer.status == .accepted && answer.text == "{\"a\": 1}\n")
    #expect(
      answer.fields == [
        .contentType: "application/json", .cacheControl: "max-age=5", .retryAfter: "7",
        .serverTiming: "lookup;dur=0.0, connect;dur=0.0, backend;dur=0.0", .servedBy: "i-1, 10.0.0.1:4567",
      ])
  }

  @Test(arguments: [400, 403, 404, 429, 500, 502, 503, 504])
  func problem_of_the_backend_passes_as_it_is(code: Int) async throws {
    let fields: HTTPFields = [.contentType: "application/problem+json"]
    let answer = try await answer(.text("{\"detail\":\"theirs\"}", status: .init(code: code), fields: fields))
    #expect(answer.status.code == code && answer.text == "{\"detail\":\"theirs\"}")
    #expect(answer.fields[.contentType] == "application/problem+json" && answer.fields[.servedBy] != nil)
  }

  @Test func refused_credentials_are_the_portals_fault_and_never_ask_the_browser() async throws {
    let fields: HTTPFields = [.wwwAuthenticate: "Basic realm=\"twitch\""]
    let answer = try await answer(.text("who are you", status: .unauthorized, fields: fields))
    #expect(answer.status == .badGateway && answer.fields[.wwwAuthenticate] == nil)
    #expect(answer.text.contains("credentials") && answer.text.contains("\"service\":\"weather\""))
  }

  @Test func instance_that_does_not_name_itself_is_unknown() async throws {
    #expect(try await answer(.text("x")).fields[.servedBy] == "unknown, 10.0.0.1:4567")
  }

  @Test func empty_body_stays_empty() async throws {
    let answer = try await answer(.text("", status: .noContent))
    #expect(answer.status == .noContent && answer.text.isEmpty)
  }

  @Test(arguments: [
    (ServiceCallError.Code.noSuchService, 503), (.noInstances, 503), (.overloaded, 503), (.shutdown, 503),
    (.discoveryFailed, 503), (.discoveryRefused, 503), (.discoveryTimedOut, 504), (.tooSlow, 504), (.broken, 502),
    (.unreachable, 502),
  ])
  func failure_is_a_problem_that_names_the_service(code: ServiceCallError.Code, status: Int) async throws {
    let caller = ScriptedCaller(.failure(ServiceCallError(code, "It happened.")))
    let answer = try await respond("/game/x", caller)
    #expect(answer.status.code == status && answer.fields[.contentType] == "application/problem+json")
    #expect(answer.text.contains("\"detail\":\"It happened.\"") && answer.text.contains("\"service\":\"twitch\""))
  }

  @Test func connection_that_took_too_long_is_a_timeout() async throws {
    let cause = ClientError(.connectTimeout, "")
    let caller = ScriptedCaller(.failure(ServiceCallError(.unreachable, "It happened.", cause: cause)))
    #expect(try await respond("/game/x", caller).status == .gatewayTimeout)
  }

  @Test func client_that_left_gets_no_answer() async {
    let caller = ScriptedCaller(.failure(ServiceCallError(.cancelled, "")))
    let route = BackendRoute(.twitch, caller: caller, credentials: nil)
    await #expect(throws: CancellationError.self) { try await route.respond(to: Request(method: .get, path: "/")) }
  }

  @Test func limits_of_the_caller_go_along() async throws {
    let caller = ScriptedCaller(.success(.text("x")), attempts: 3)
    let deadline = Deadline(.now)
    let answer = try await RequestDeadline.$current.withValue(deadline) {
      try await respond("/weather/Oslo", fields: [.requestAttempt: "2"], caller)
    }
    #expect(caller.calls.first?.request.incomingAttempt == 2 && caller.calls.first?.deadline == deadline)
    #expect(answer.fields[.serverTiming]?.hasSuffix(#"attempts;desc="3""#) == true)
  }

  private func answer(_ response: ClientResponse) async throws -> Response {
    try await respond("/weather/Oslo", ScriptedCaller(.success(response)))
  }

  private func respond(
    _ path: String, query: String? = nil, fields: HTTPFields = [:], id: String = "", _ caller: ScriptedCaller,
    credentials: [Backend: BasicCredentials] = [:]
  ) async throws -> Response {
    var router = Router()
    PortalAPI.add(to: &router, caller: caller, credentials: credentials)
    return try await router.respond(
      to: Request(method: .get, path: path, query: query, fields: RequestFields(fields), id: id))
  }
}

extension Response {
  var text: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(buffer: bytes)
  }
}
