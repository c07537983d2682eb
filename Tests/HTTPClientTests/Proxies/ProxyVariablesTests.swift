import Testing

@testable import HTTPClient

/// Which proxy the environment names for a URL.
struct ProxyVariablesTests {
  @Test(
    arguments: [
      (["http_proxy": "http://p:1"], "p:1", nil), (["HTTP_PROXY": "http://p:1"], nil, nil),
      (["https_proxy": "http://p:1"], nil, "p:1"), (["HTTPS_PROXY": "http://p:1"], nil, "p:1"),
      (["https_proxy": "http://p:1", "HTTPS_PROXY": "http://q:2"], nil, "p:1"),
      (["all_proxy": "http://p:1"], "p:1", "p:1"), (["ALL_PROXY": "http://p:1"], "p:1", "p:1"),
      (["all_proxy": "http://p:1", "ALL_PROXY": "http://q:2", "https_proxy": "http://r:3"], "p:1", "r:3"),
      (["http_proxy": "", "all_proxy": "http://p:1"], "p:1", "p:1"), ([:], nil, nil),
      (["http_proxy": "http://p:1", "https_proxy": "http://p:1", "no_proxy": "*"], nil, nil),
      (["http_proxy": "http://p:1", "no_proxy": "", "NO_PROXY": "*"], nil, nil),
      (["http_proxy": "http://p:1", "no_proxy": "other", "NO_PROXY": "*"], "p:1", nil),
    ] as [([String: String], String?, String?)])
  func variables_name_the_proxy(environment: [String: String], http: String?, https: String?) throws {
    let variables = ProxyVariables(environment: environment)
    #expect(try variables.proxy(for: RequestURL("http://example.org/"))?.authority == http)
    #expect(try variables.proxy(for: RequestURL("https://example.org/"))?.authority == https)
  }

  @Test(arguments: [
    "http://localhost/", "http://a.localhost:80/", "http://LOCALHOST./", "http://127.0.0.1/", "http://127.9.9.9/",
    "http://[::1]/", "http://[::ffff:127.0.0.1]/",
  ])
  func this_machine_is_never_behind_a_proxy(url: String) throws {
    let variables = ProxyVariables(environment: ["all_proxy": "http://p:1"])
    #expect(try variables.proxy(for: RequestURL(url)) == nil)
  }

  @Test(arguments: ["http://localhost.example.org/", "http://128.0.0.1/", "http://10.0.0.1/", "http://[::2]/"])
  func other_machines_are(url: String) throws {
    let variables = ProxyVariables(environment: ["all_proxy": "http://p:1"])
    #expect(try variables.proxy(for: RequestURL(url)) != nil)
  }

  @Test(arguments: [
    ("example.org", "example.org", true), ("example.org", "EXAMPLE.org", true), ("example.org", "example.org.", true),
    ("example.org", "a.example.org", true), (".example.org", "a.example.org", true),
    (".example.org", "example.org", true), ("example.org.", "example.org", true),
    ("example.org", "badexample.org", false), ("example.org", "org", false), ("a,example.org", "example.org", true),
    ("a example.org", "example.org", true), (" a , example.org ", "example.org", true), ("", "example.org", false),
    (",", "example.org", false), (".", "example.org", false), ("*", "example.org", true), ("*", "1.2.3.4", true),
    ("*.org", "example.org", false), ("example.org:80", "example.org", false), ("127.0.0.1", "127.0.0.1", true),
    ("10.0.0.0/8", "10.1.2.3", true), ("10.0.0.0/8", "11.1.2.3", false), ("10.0.0.0/8", "ten.example", false),
    ("::1", "[::1]", true), ("fd00::/8", "[fd12::1]", true), ("0.0.1", "127.0.0.1", false),
  ])
  func no_proxy_lists_the_hosts_that_need_none(list: String, host: String, isListed: Bool) {
    #expect(ProxyExceptions(list).contains(host) == isListed)
  }

  @Test(arguments: [
    ("http://p:3128", "http://p:3128"), ("p:3128", "http://p:3128"), ("p", "http://p:1080"),
    ("https://p", "https://p:443"), ("HTTP://p:1/x?y", "http://p:1"), ("socks5h://p", "socks5h://p:1080"),
    ("http://[::1]:3128/", "http://[::1]:3128"), ("http://ftp.example:1", "http://ftp.example:1"),
    ("ftp.example:1", "http://ftp.example:1"),
  ])
  func proxy_is_a_host_with_a_scheme_and_a_port(text: String, url: String) throws {
    #expect(try Proxy(text, from: "http_proxy").url == url)
  }

  @Test func credentials_are_apart_from_the_URL() throws {
    let proxy = try Proxy("http://me:s%40cret@p:1", from: "http_proxy")
    #expect(proxy.url == "http://p:1" && proxy.user == "me" && proxy.password == "s@cret")
  }

  @Test(arguments: [
    "ftp://me:secret@p:1", "http://me:secret@", "http://me:secret@p:x", "http://me:secret@p p", "me:secret@p\r\n",
    "gopher://me:secret@p", "http://me:secret@münchen",
  ])
  func value_that_is_no_proxy_is_refused_by_the_name_of_its_variable(value: String) {
    let variables = ProxyVariables(environment: ["https_proxy": value])
    #expect { _ = try variables.proxy(for: RequestURL("https://example.org/")) } throws: {
      guard let error = $0 as? ClientError else { return false }
      return error.code == .invalidRequest && error.message.contains("https_proxy") && !"\(error)".contains("secret")
    }
    #expect(throws: Never.self) { _ = try variables.proxy(for: RequestURL("http://example.org/")) }
  }

  @Test func description_shows_no_password() {
    let variables = ProxyVariables(environment: [
      "https_proxy": "http://me:secret@p", "all_proxy": "http://me:secret@q",
    ])
    let configuration = ClientConfiguration.outside(userAgent: "suite/1", proxyVariables: variables)
    #expect("\(variables)" == "proxy by all_proxy and https_proxy" && !"\(configuration)".contains("secret"))
  }
}
