import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

/// Where a redirect leads, and when it is not followed. No socket is needed for any of it.
struct RedirectDecisionTests {
  private static let start = "https://host.example:8443/a/b?key=secret"

  @Test(arguments: [301, 302, 303, 307, 308], [HTTPRequest.Method.get, .head])
  func redirect_of_a_request_that_only_reads_is_followed(status: Int, method: HTTPRequest.Method) throws {
    #expect(try target("/c", status: status, method: method) == "https://host.example:8443/c")
  }

  @Test(arguments: [200, 201, 300, 304, 305, 306, 309, 400, 503])
  func other_status_is_the_answer(status: Int) throws {
    #expect(try target("/c", status: status) == nil)
  }

  @Test(arguments: [HTTPRequest.Method.post, .put, .delete, .options, .patch])
  func redirect_of_another_method_is_the_answer(method: HTTPRequest.Method) throws {
    #expect(try target("/c", method: method) == nil)
  }

  @Test func redirect_of_a_request_with_a_body_is_the_answer() throws {
    #expect(try target("/c", body: ByteBuffer(string: "x")) == nil)
  }

  @Test(arguments: [nil, ""])
  func redirect_to_nowhere_is_the_answer(location: String?) throws {
    #expect(try target(location) == nil)
  }

  @Test(arguments: [
    ("/x?y=1", "https://host.example:8443/x?y=1"), ("c", "https://host.example:8443/a/c"),
    ("../c/./d", "https://host.example:8443/c/d"), ("../../../c", "https://host.example:8443/c"),
    ("?y=1", "https://host.example:8443/a/b?y=1"), ("//other.example/x", "https://other.example/x"),
    ("https://other.example", "https://other.example/"), ("/x#part", "https://host.example:8443/x"),
    ("/a b", "https://host.example:8443/a%20b"), ("/Tromsø", "https://host.example:8443/Troms%c3%b8"),
    ("/a%2Fb", "https://host.example:8443/a%2Fb"), ("https://0x7f.1/", "https://127.0.0.1/"),
  ])
  func location_is_resolved_against_the_URL_asked(location: String, url: String) throws {
    #expect(try target(location) == url)
  }

  @Test func query_of_the_URL_asked_does_not_go_along_by_itself() throws {
    for location in ["/x", "c", "//other.example", "https://other.example/x"] {
      #expect(try target(location)?.contains("secret") == false)
    }
  }

  @Test(arguments: [
    "ftp://host.example/", "file:///etc/passwd", "javascript:alert(1)", "data:,x", "gopher://h/", "https://",
    "https://user@host.example/", "https://user:pw@host.example/", "https://host.example:99999/", "https://exa mple/",
    "https://münchen.example/", "host.example:80/x", "https://[::1/",
  ])
  func location_that_is_no_HTTP_URL_is_refused(location: String) {
    #expect(refusal(location)?.message.contains("no HTTP URL") == true)
  }

  @Test func redirect_from_https_to_http_is_refused() {
    #expect(
      refusal("http://other.example/x?key=secret")?.message
        == "The redirect by host.example:8443 is not followed: it leads from https to http at other.example:80.")
  }

  @Test func redirect_from_http_to_https_is_followed() throws {
    #expect(try target("https://host.example/", from: "http://host.example/") == "https://host.example/")
  }

  @Test(arguments: [0, 1, 3])
  func redirect_over_the_limit_is_refused(limit: Int) throws {
    #expect(refusal("/c", followed: limit, limit: limit)?.message.contains("more than \(limit)") == true)
    if limit > 0 { #expect(try target("/c", followed: limit - 1, limit: limit) != nil) }
  }

  @Test func refusal_tells_no_query() {
    for location in ["http://h/?key=secret", "ftp://h/?key=secret", "https://user:secret@h/"] {
      #expect(refusal(location).map { !"\($0)".contains("secret") } == true)
    }
  }

  @Test(arguments: [
    "https://host.example/", "http://host.example:8443/", "https://other.example:8443/",
    "https://sub.host.example:8443/", "https://host.example.:8443/",
  ])
  func only_harmless_fields_go_to_another_origin(target: String) throws {
    let fields: HTTPFields = [
      .accept: "a/b", .acceptLanguage: "nb", .userAgent: "suite/1", .authorization: "Bearer secret",
      .cookie: "a=secret", .ifNoneMatch: "\"1\"", .hostField: "host.example", HTTPField.Name("X-Api-Key")!: "secret",
    ]
    let kept = RedirectDecision.fields(fields, from: try RequestURL(Self.start), to: try RequestURL(target))
    #expect(kept == [.accept: "a/b", .acceptLanguage: "nb", .userAgent: "suite/1"])
  }

  @Test(arguments: ["https://host.example:8443/x", "HTTPS://HOST.example:8443/"])
  func all_fields_go_to_the_same_origin(target: String) throws {
    let fields: HTTPFields = [.authorization: "Bearer secret", .ifNoneMatch: "\"1\""]
    #expect(RedirectDecision.fields(fields, from: try RequestURL(Self.start), to: try RequestURL(target)) == fields)
  }

  @Test func default_port_is_the_same_origin_whether_written_or_not() throws {
    #expect(try RequestURL("https://h/").origin == RequestURL("https://h:443/x").origin)
  }

  @Test(arguments: [
    ("http://10.0.0.1/", false), ("http://[::1]/", false), ("http://127.1/", false), ("http://localhost/", false),
    ("http://a.LOCALHOST./", false), ("http://1.1.1.1/", true), ("http://example.org/", true),
    ("http://localhost.example.org/", true),
  ])
  func host_is_judged_as_written_where_a_proxy_connects(url: String, isPublic: Bool) throws {
    #expect(try RedirectDecision.namesPublicHost(RequestURL(url)) { $0.isPublic } == isPublic)
  }

  private func target(
    _ location: String?, status: Int = 302, method: HTTPRequest.Method = .get, body: ByteBuffer? = nil,
    from url: String = start, followed: Int = 0, limit: Int = 3
  ) throws -> String? {
    try RedirectDecision.target(
      status: status, location: location, of: ClientRequest(method: method, url: url, body: body),
      at: RequestURL(url), followed: followed, limit: limit)?.text
  }

  /// The error, which has to be a refusal.
  private func refusal(_ location: String, followed: Int = 0, limit: Int = 3) -> ClientError? {
    do {
      _ = try target(location, followed: followed, limit: limit)
      return nil
    } catch {
      guard let error = error as? ClientError, error.code == .redirectRefused else { return nil }
      return error.receivedBytes ? error : nil
    }
  }
}
