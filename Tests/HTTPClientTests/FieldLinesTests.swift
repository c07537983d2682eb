import HTTPTypes
import Testing

@testable import HTTPClient

struct FieldLinesTests {
  @Test func field_becomes_a_line() throws {
    #expect(try line("Accept", "a/b") == "Accept: a/b")
  }

  @Test(arguments: ["", " ", "\t"])
  func empty_value_is_written_so_that_libcurl_sends_it(value: String) throws {
    #expect(try line("X-Empty", value) == "X-Empty;")
  }

  @Test(arguments: ["a\r\nEvil: 1", "a\nb", "a\rb", "a\0b", "a\u{1}b", "a\u{7F}b"])
  func control_in_a_value_is_refused_without_showing_the_value(value: String) {
    #expect { _ = try line("X-A", value) } throws: {
      guard let error = $0 as? ClientError else { return false }
      return error.code == .invalidRequest && error.message.contains("X-A") && !error.message.contains("Evil")
    }
  }

  @Test(arguments: ["", "A B", "A:", ":path", "A\r\nB", "A\0", "Ä"])
  func name_that_is_no_token_is_refused(name: String) {
    #expect { _ = try line(name, "x") } throws: {
      ($0 as? ClientError)?.code == .invalidRequest
    }
  }

  @Test func tab_and_text_beyond_ASCII_are_allowed_in_values() throws {
    #expect(try line("X", "a\tSão") == "X: a\tSão")
  }

  @Test(arguments: [HTTPField.Name.contentLength, .transferEncoding, .expect])
  func framing_belongs_to_the_client(name: HTTPField.Name) {
    #expect { _ = try FieldLines.make([name: "1"], userAgent: "a", hasBody: false) } throws: {
      ($0 as? ClientError)?.code == .invalidRequest
    }
  }

  @Test func host_may_be_given_once_and_not_empty() throws {
    #expect(
      try FieldLines.make([.hostField: "weather"], userAgent: "a", hasBody: false).lines.contains("Host: weather"))
    let twice = HTTPFields([HTTPField(name: .hostField, value: "a"), HTTPField(name: .hostField, value: "a")])
    for fields in [twice, [.hostField: ""]] {
      #expect { _ = try FieldLines.make(fields, userAgent: "a", hasBody: false) } throws: {
        ($0 as? ClientError)?.code == .invalidRequest
      }
    }
  }

  @Test func user_agent_is_the_clients_unless_the_request_has_one() throws {
    #expect(try FieldLines.make([:], userAgent: "mine/1", hasBody: false).lines == ["User-Agent: mine/1", "Expect:"])
    #expect(
      try FieldLines.make([.userAgent: "b"], userAgent: "a", hasBody: false).lines == ["User-Agent: b", "Expect:"])
  }

  @Test func body_without_a_type_gets_none_from_libcurl() throws {
    #expect(try FieldLines.make([:], userAgent: "a", hasBody: true).lines.contains("Content-Type:"))
    #expect(try !FieldLines.make([.contentType: "a/b"], userAgent: "a", hasBody: true).lines.contains("Content-Type:"))
  }

  private func line(_ name: String, _ value: String) throws -> String? {
    var lines = FieldLines()
    try lines.add(name, value)
    return lines.list.lines.first
  }
}
