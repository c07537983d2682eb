import HTTPTypes
import Testing

@testable import HTTPServer

/// RFC 9112 sections 2 and 3: what a request line must be, and the answer to one that is not.
struct RequestLineRuleTests {
  private static let rest = " HTTP/1.1\r\nHost: a\r\n\r\n"

  @Test(arguments: [
    "\u{16}\u{03}\u{01}\u{02}", "\0", "=", "{}", "\" / HTTP/1.1\r\n\r\n", "GET\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\n\r\n",
    "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func Octets_that_do_not_match_the_grammar_are_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test func Byte_that_cannot_begin_a_method_is_refused_before_the_line_ends() {
    #expect(Conversation().run([[0x16]]).statuses == [400])
  }

  @Test func HTTP_2_preface_is_505() {
    expectRefusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)
  }

  @Test(arguments: ["\r\n", "\r\n\r\n"])
  func Empty_lines_before_the_request_line_are_ignored(prefix: String) throws {
    #expect(try expectServed(prefix + "GET /x" + Self.rest).path == "/x")
  }

  @Test func More_than_two_leading_empty_lines_are_400() {
    expectRefusal("\r\n\r\n\r\nGET /" + Self.rest, 400)
  }

  @Test(arguments: ["GET / HTTP/1.1\r\n Host: a\r\n\r\n", "GET / HTTP/1.1\r\n\tx: y\r\nHost: a\r\n\r\n"])
  func Whitespace_between_request_line_and_first_field_is_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test(arguments: [
    "GET / HTTP/1.1\nHost: a\n\n", "GET / HTTP/1.1\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n\n", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func Bare_LF_as_line_end_is_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test(arguments: [
    "GET /\rx HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\rHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\rx: y\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n\rx", "\rGET / HTTP/1.1\r\n\r\n",
  ])
  func Bare_CR_in_a_head_is_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test(arguments: ["GET /\r\n\r\n", "GET /index.html\r\n"])
  func HTTP_0_9_is_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test(arguments: [
    "HTTP/1", "HTTP/01.1", "HTTP/1.01", "HTTP/ 1.1", "http/1.1", "HTTP/1.", "HTTP/.1", "HTTP1.1", "HTTP/1,1",
    "HTTP/1.1x",
    "HTTP/1.1 ", "HTCPCP/1.0", "HTTP/a.b", "HTTP/+1.1", "HTTP /1.1", "\tHTTP/1.1",
  ])
  func Malformed_version_is_400(version: String) {
    expectRefusal("GET / \(version)\r\nHost: a\r\n\r\n", 400)
  }

  @Test(arguments: ["HTTP/2.0", "HTTP/9.9", "HTTP/0.9", "HTTP/3.0"])
  func Other_major_version_is_505(version: String) {
    expectRefusal("GET / \(version)\r\nHost: a\r\n\r\n", 505)
    // RFC 9110 section 15.6.6: the answer says which versions there are.
    let refusal = Conversation().run([Array("GET / \(version)\r\n".utf8)]).refusal
    #expect(refusal?.detail.contains("HTTP/1.0 and HTTP/1.1") == true)
  }

  @Test(arguments: ["HTTP/1.2", "HTTP/1.9"])
  func Later_minor_version_is_served_as_1_1(version: String) throws {
    let outcome = Conversation().run("GET / \(version)\r\nHost: a\r\n\r\n")
    #expect(outcome.statuses == [200] && outcome.seen.first?.version == .http1_1 && !outcome.closed)
  }

  @Test(arguments: [
    "GET HTTP/1.1\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /  HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET  HTTP/1.1\r\nHost: a\r\n\r\n", "/ HTTP/1.1\r\nHost: a\r\n\r\n",
  ])
  func Missing_target_several_spaces_tab_or_space_in_the_target_is_400(request: String) {
    expectRefusal(request, 400)
  }

  @Test func Request_line_over_the_limit_is_414() {
    var limits = Limits()
    limits.requestLine = 40
    let fits = "GET /" + String(repeating: "a", count: 40 - 14) + " HTTP/1.1"
    #expect(throws: Never.self) { try expectServed(fits + "\r\nHost: a\r\n\r\n", limits: limits) }
    expectRefusal("GET /a" + fits.dropFirst(5) + "\r\nHost: a\r\n\r\n", 414, limits: limits)
    expectRefusal("GET /" + String(repeating: "a", count: 100), 414, limits: limits)
  }

  @Test func Request_line_of_8000_octets_is_served() {
    let line = "GET /" + String(repeating: "a", count: 8000 - 14) + " HTTP/1.1"
    #expect(line.utf8.count == 8000)
    #expect(Conversation().run("\(line)\r\nHost: a\r\n\r\n").statuses == [200])
  }

  @Test func Method_longer_than_any_known_is_501() {
    var limits = Limits()
    limits.requestLine = 40
    expectRefusal(String(repeating: "A", count: 100), 501, limits: limits)
    expectRefusal("LOOOOOOOOOOOOOOOOONG / HTTP/1.1\r\nHost: a\r\n\r\n", 501)
    // What follows the first byte over the limit must not count: it may or may not be here yet.
    for length in 38...43 {
      expectRefusal(
        String(repeating: "A", count: length) + " / HTTP/1.1\r\n\r\n", length < 41 ? 414 : 501, limits: limits)
    }
    limits.head = 30
    for length in 26...32 {
      expectRefusal(
        String(repeating: "A", count: length) + " / HTTP/1.1\r\n\r\n", length < 29 ? 414 : 501, limits: limits)
    }
  }

  @Test(arguments: ["BREW", "PROPFIND", "GETT", "GE", "M-SEARCH"])
  func Unknown_method_is_501(method: String) {
    expectRefusal("\(method) /" + Self.rest, 501)
  }

  @Test(arguments: ["get", "Get", "post"])
  func Methods_are_case_sensitive(method: String) {
    expectRefusal("\(method) /" + Self.rest, 501)
  }

  @Test func CONNECT_is_501() {
    expectRefusal("CONNECT example.com:443" + Self.rest, 501)
  }

  @Test(arguments: [
    "example.com", "example.com:", "example.com:0", "example.com:65536", "example.com:x", "/", "http://a/",
  ])
  func CONNECT_with_an_empty_or_invalid_port_is_400(target: String) {
    expectRefusal("CONNECT \(target)" + Self.rest, 400)
  }

  @Test func TRACE_reaches_the_router_which_answers_405() async throws {
    #expect(try expectServed("TRACE /" + Self.rest).method == "TRACE")
    var router = Router()
    router.get("/") { _ in .text("x") }
    let response = try await answer(of: router, to: Request(method: .trace, path: "/"))
    #expect(response.status == .methodNotAllowed && response.fields[.allow] == "GET, HEAD, OPTIONS")
  }

  @Test func Known_method_that_a_resource_does_not_have_is_405_with_Allow() async throws {
    var router = Router()
    router.get("/") { _ in .text("x") }
    let response = try await answer(of: router, to: Request(method: .delete, path: "/"))
    #expect(response.status == .methodNotAllowed && response.fields[.allow] == "GET, HEAD, OPTIONS")
  }

  @Test func OPTIONS_asterisk_is_2xx_with_Allow_and_no_body() async throws {
    #expect(try expectServed("OPTIONS *" + Self.rest).path == "*")
    #expect(try expectServed("OPTIONS http://a" + Self.rest).path == "*")
    var router = Router()
    router.get("/") { _ in .text("x") }
    let response = try await answer(of: router, to: Request(method: .options, path: "*"))
    #expect(response.status == .noContent && response.fields[.allow] == "GET, HEAD, OPTIONS")
  }

  @Test(arguments: ["GET", "POST", "HEAD"])
  func Asterisk_with_any_other_method_is_400(method: String) {
    expectRefusal("\(method) *" + Self.rest, 400)
  }

  @Test(arguments: [
    ("http://h/p", "/p", nil), ("HTTP://h:80/p?q", "/p", "q"), ("https://[::1]:8/", "/", nil), ("http://h", "/", nil),
    ("http://h?q=1", "/", "q=1"),
  ])
  func Absolute_form_is_accepted_and_its_authority_wins(target: String, path: String, query: String?) throws {
    let seen = try expectServed("GET \(target) HTTP/1.1\r\nHost: other\r\n\r\n")
    #expect(seen.path == path && seen.query == query)
    #expect(seen.authority.map { target.contains($0) } == true)
  }

  @Test(arguments: [
    "http://", "http:///p", "http://:80/", "https://", "https:///p", "https://:443/", "https://u@h/", "http://u@h/",
    "http://u:p@h/", "http://h:65536/", "http://h:-1/",
    "http://h:x/",
    "ftp://h/", "http:/h/p", "http//h", "h", "h:80", "?q", "http://h/#f", "http://a b/", "http://[::1/", "http://[]/",
  ])
  func Malformed_absolute_form_is_400(target: String) {
    expectRefusal("GET \(target)" + Self.rest, 400)
  }

  @Test(arguments: [
    "/#f", "/a#", "/?q#f", "/a\\b", "/\u{E9}", "/\u{0}", "/\u{1}", "/\u{7F}", "/\"", "/<", "/>", "/^", "/`", "/{", "/|",
    "/}",
    "/?a\\", "/?\"", "/?<", "/%", "/%0", "/%g0", "/%0g", "/?%", "/?%z", "/%%41",
  ])
  func Fragment_backslash_control_or_non_ASCII_in_the_target_is_400(target: String) {
    expectRefusal("GET \(target)" + Self.rest, 400)
  }

  @Test(arguments: [
    "/%00", "/%0d%0a", "/%2e%2e%2f", "/a/../b", "//", "/a?b?c/d", "/a;b=c@:!$&'()*+,~", "/?x[]=1", "/[a]",
  ])
  func Escaped_octets_and_all_allowed_characters_parse(target: String) throws {
    #expect(try expectServed("GET \(target)" + Self.rest).path == target.split(separator: "?")[0])
  }
}

/// The answer of `handler`, errors included.
func answer(of handler: some RequestHandler, to request: Request) async throws -> Response {
  do {
    return try await handler.respond(to: request)
  } catch {
    return HTTPError.response(for: error)
  }
}
