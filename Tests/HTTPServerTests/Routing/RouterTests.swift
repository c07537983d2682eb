import HTTPTypes
import Logging
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct RouterTests {
  /// A router whose handlers answer with their pattern and the values they were given.
  private func router(_ routes: (HTTPRequest.Method, String)...) -> Router {
    var router = Router()
    for (method, pattern) in routes {
      router.on(method, pattern) { request in
        let names = (try? RoutePattern(pattern).names) ?? []
        return .text(([pattern] + names.map { "\($0)=\(request.parameters[$0] ?? "nil")" }).joined(separator: " "))
      }
    }
    return router
  }

  private func answer(_ router: Router, _ path: String, _ method: HTTPRequest.Method = .get) async throws -> String {
    try await router.respond(to: Request(method: method, path: path)).bodyText
  }

  private func failure(_ router: Router, _ path: String, _ method: HTTPRequest.Method = .get) async -> HTTPError? {
    await #expect(throws: HTTPError.self) { try await router.respond(to: Request(method: method, path: path)) }
  }

  @Test(arguments: [
    ("/", "/"), ("/health", "/health"), ("/stock/AMZN", "/stock/{symbol} symbol=AMZN"),
    ("/stock/AMZN/history", "/stock/{symbol}/history symbol=AMZN"),
    ("/files/a", "/files/{path...} path=a"), ("/files/a/b/c", "/files/{path...} path=a/b/c"),
    ("/files/", "/files/{path...} path="), ("/dir/", "/dir/"),
  ])
  func each_kind_of_segment_matches(path: String, expected: String) async throws {
    let router = router(
      (.get, "/"), (.get, "/health"), (.get, "/stock/{symbol}"), (.get, "/stock/{symbol}/history"),
      (.get, "/files/{path...}"), (.get, "/dir/"))
    #expect(try await answer(router, path) == expected)
  }

  @Test(arguments: [
    ("/a/x", "/a/x"), ("/a/y", "/a/{one} one=y"), ("/a/y/z", "/a/{rest...} rest=y/z"),
  ])
  func literal_goes_before_parameter_and_that_before_catch_all(path: String, expected: String) async throws {
    let router = router((.get, "/a/{rest...}"), (.get, "/a/{one}"), (.get, "/a/x"))
    #expect(try await answer(router, path) == expected)
  }

  @Test(arguments: [
    ("/a/b/c", "/a/b/c"), ("/a/b/d", "/a/{x}/d x=b"), ("/a/b/e", "/{rest...} rest=a/b/e"),
    ("/a/q/d", "/a/{x}/d x=q"), ("/a/b", "/{rest...} rest=a/b"),
  ])
  func a_branch_that_leads_nowhere_is_backed_out_of(path: String, expected: String) async throws {
    let router = router((.get, "/a/b/c"), (.get, "/a/{x}/d"), (.get, "/{rest...}"))
    #expect(try await answer(router, path) == expected)
  }

  @Test func a_pattern_without_the_method_does_not_hide_one_that_has_it() async throws {
    let router = router((.post, "/a/b"), (.get, "/a/{x}"))
    #expect(try await answer(router, "/a/b") == "/a/{x} x=b")
    #expect(try await answer(router, "/a/b", .post) == "/a/b")
    #expect(await failure(router, "/a/b", .put)?.fields[.allow] == "GET, HEAD, OPTIONS, POST")
  }

  @Test(arguments: [
    ("/s/a%2Fb", "/s/{v} v=a/b"), ("/s/%2e%2e", "/s/{v} v=.."), ("/s/a%20b", "/s/{v} v=a b"),
    ("/s/%C3%BC", "/s/{v} v=ü"), ("/s/a+b", "/s/{v} v=a+b"), ("/%73/x", "/s/{v} v=x"),
    ("/f/a%2Fb/c", "/f/{r...} r=a/b/c"), ("/f/a/b%20c", "/f/{r...} r=a/b c"), ("/s/%25", "/s/{v} v=%"),
    ("/s/a%3Fb", "/s/{v} v=a?b"),
  ])
  func segments_are_decoded_after_the_path_was_split(path: String, expected: String) async throws {
    #expect(try await answer(router((.get, "/s/{v}"), (.get, "/f/{r...}")), path) == expected)
  }

  @Test func a_literal_of_other_characters_matches_its_escapes() async throws {
    let router = router((.get, "/größe/a b"))
    #expect(try await answer(router, "/gr%C3%B6%C3%9Fe/a%20b") == "/größe/a b")
  }

  @Test(arguments: [
    "/s/%", "/s/%4", "/s/%4g", "/s/%zz", "/s/%FF", "/s/%C3", "/s/%C0%AF", "/s/%00", "/s/a%00b", "/%/%41",
  ])
  func malformed_escapes_broken_UTF8_and_NUL_are_400(path: String) async {
    #expect(await failure(router((.get, "/s/{v}")), path)?.status == .badRequest)
  }

  @Test(arguments: [
    "/nothing", "/stock", "/stock/", "/stock/a/", "/health/", "//health", "/Health", "/healt", "/healthy",
  ])
  func a_path_that_no_route_has_is_404_and_the_answer_names_it(path: String) async {
    let error = await failure(router((.get, "/health"), (.get, "/stock/{symbol}")), path)
    #expect(error?.status == .notFound)
    #expect(error?.detail.contains("\"\(path)\"") == true)
  }

  @Test func a_404_repeats_no_more_than_256_bytes_of_the_path() async {
    let error = await failure(router((.get, "/")), "/" + String(repeating: "a", count: 8000))
    #expect((error?.detail.utf8.count ?? .max) < 320)
  }

  @Test(arguments: [HTTPRequest.Method.put, .delete, .trace, .patch])
  func RFC9110_15_5_6_another_method_is_405_with_sorted_Allow(method: HTTPRequest.Method) async {
    let error = await failure(router((.post, "/a"), (.get, "/a")), "/a", method)
    #expect(error?.status == .methodNotAllowed)
    #expect(error?.fields[.allow] == "GET, HEAD, OPTIONS, POST")
  }

  @Test func HEAD_is_in_Allow_only_with_GET() async {
    #expect(await failure(router((.post, "/a")), "/a", .head)?.fields[.allow] == "OPTIONS, POST")
  }

  @Test func RFC9110_9_3_2_GET_answers_HEAD_too() async throws {
    let response = try await router((.get, "/a")).respond(to: Request(method: .head, path: "/a"))
    #expect(response.status == .ok)
    #expect(response.fields[.contentType] == "text/plain; charset=utf-8")
  }

  @Test func a_HEAD_route_goes_before_the_GET_of_its_path() async throws {
    var router = router((.get, "/a"))
    router.on(.head, "/a") { _ in Response(status: .accepted) }
    #expect(try await router.respond(to: Request(method: .head, path: "/a")).status == .accepted)
  }

  @Test func OPTIONS_is_answered_with_204_and_Allow() async throws {
    let response = try await router((.get, "/a"), (.delete, "/a")).respond(to: Request(method: .options, path: "/a"))
    #expect(response.status == .noContent)
    #expect(response.fields[.allow] == "DELETE, GET, HEAD, OPTIONS")
    #expect(await failure(router((.get, "/a")), "/b", .options)?.status == .notFound)
  }

  @Test func an_OPTIONS_route_goes_before_the_automatic_answer() async throws {
    #expect(try await answer(router((.get, "/a"), (.options, "/a")), "/a", .options) == "/a")
  }

  @Test func RFC9110_9_3_7_OPTIONS_star_names_the_methods_of_the_whole_server() async throws {
    let router = router((.get, "/a"), (.post, "/b"))
    let response = try await router.respond(to: Request(method: .options, path: "*"))
    #expect(response.status == .noContent)
    #expect(response.fields[.allow] == "GET, HEAD, OPTIONS, POST")
    #expect(await failure(router, "*", .get)?.status == .badRequest)
  }

  @Test func a_target_that_is_no_path_is_400() async {
    #expect(await failure(router((.get, "/a")), "example.org:443", .connect)?.status == .badRequest)
  }

  @Test func the_answer_carries_the_pattern_of_its_route() async throws {
    let response = try await router((.get, "/stock/{symbol}")).respond(to: Request(method: .get, path: "/stock/X"))
    #expect(response.route == "/stock/{symbol}")
  }

  @Test func an_HTTPError_of_a_handler_keeps_the_route() async throws {
    var router = Router()
    router.get("/a/{x}") { _ in throw HTTPError(.notFound, "No such x.", fields: [.retryAfter: "1"]) }
    let response = try await router.respond(to: Request(method: .get, path: "/a/1"))
    #expect(response.status == .notFound)
    #expect(response.route == "/a/{x}")
    #expect(response.fields[.retryAfter] == "1")
    #expect(response.bodyText.contains("No such x."))
  }

  @Test func any_other_error_is_500_without_its_text_and_is_logged_with_the_request_id() async throws {
    let log = RecordedLog()
    var router = Router(logger: log.logger)
    router.get("/a") { _ in throw Broken() }
    let response = try await router.respond(to: Request(method: .get, path: "/a", id: "id-7"))
    #expect(response.status == .internalServerError)
    #expect(response.route == "/a")
    #expect(!response.bodyText.contains("Broken"))
    let line = try #require(log.lines.first)
    #expect(line.level == .error)
    #expect(line.metadata[LogKeys.requestID] == "id-7")
    #expect(line.metadata[LogKeys.error]?.description.contains("Broken") == true)
  }

  @Test func the_cause_of_a_5xx_is_logged_and_a_4xx_is_not() async throws {
    let log = RecordedLog()
    var router = Router(logger: log.logger)
    router.get("/502") { _ in throw HTTPError(.badGateway, "The provider is broken.", cause: Broken()) }
    router.get("/404") { _ in throw HTTPError(.notFound, "No.", cause: Broken()) }
    _ = try await router.respond(to: Request(method: .get, path: "/404"))
    #expect(log.lines.isEmpty)
    let response = try await router.respond(to: Request(method: .get, path: "/502"))
    #expect(!response.bodyText.contains("Broken"))
    #expect(log.lines.map(\.level) == [.warning])
  }

  @Test func the_fallback_answers_paths_that_no_route_has() async throws {
    var router = router((.get, "/a"))
    router.fallback(ClosureHandler { .text("fallback \($0.path)") })
    #expect(try await answer(router, "/a") == "/a")
    #expect(try await answer(router, "/b/c") == "fallback /b/c")
    let response = try await router.respond(to: Request(method: .get, path: "/b"))
    #expect(response.route == "/{path...}")
    #expect(await failure(router, "/a", .post)?.status == .methodNotAllowed)
  }

  private struct Broken: Error {}
}
