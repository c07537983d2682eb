import Testing

@testable import HTTPClient

struct RequestURLTests {
  @Test(arguments: [
    ("http://example.org", "example.org:80"), ("https://example.org/a?b", "example.org:443"),
    ("HTTP://h:4567/", "h:4567"), ("http://[::1]:8080/x", "[::1]:8080"), ("http://127.0.0.1", "127.0.0.1:80"),
  ])
  func host_and_port_are_read(url: String, authority: String) throws {
    #expect(try RequestURL(url).authority == authority)
  }

  @Test(arguments: [
    "", "example.org", "ftp://example.org/", "file:///etc/passwd", "http:/example.org", "http://", "http:///path",
    "http://host:99999/", "http://host:x/", "http://ho st/", "http://host/a b", "http://host/\r\nX: y",
    "http://host/\0",
    "http://münchen/", "http://[::1/", "http://user@host/", "http://user:secret@host/", "javascript:alert(1)",
  ])
  func other_URLs_are_refused(url: String) {
    #expect { _ = try RequestURL(url) } throws: { ($0 as? ClientError)?.code == .invalidURL }
  }

  @Test func message_says_what_is_wrong_and_never_repeats_the_URL() {
    #expect { _ = try RequestURL("http://user:secret@host/") } throws: {
      let message = ($0 as? ClientError)?.message ?? ""
      return message.contains("Authorization") && !message.contains("secret")
    }
  }

  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1:80"), ("::1", "[::1]:80"), ("[::1]", "[::1]:80"),
    ("task-1.workshop.local", "task-1.workshop.local:80"),
  ])
  func address_to_connect_to_is_written_with_brackets_where_needed(host: String, text: String) throws {
    #expect(try HostAndPort.checked(host: host, port: 80) == text)
  }

  @Test(arguments: [
    ("", 80), ("a b", 80), ("a\r\nb", 80), ("host", 0), ("host", 65536), ("host", -1), ("a/b", 80), ("a,b", 80),
  ])
  func address_to_connect_to_is_checked(host: String, port: Int) {
    #expect { _ = try HostAndPort.checked(host: host, port: port) } throws: {
      ($0 as? ClientError)?.code == .invalidRequest
    }
  }
}
