import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct StandingFieldsTests {
  private func text(_ standing: StandingFields, beside own: HTTPFields = [:]) -> String {
    var buffer = ByteBuffer()
    _ = buffer.writeHead(most: standing.octets) { head in
      standing.write(beside: own, into: &head)
      return true
    }
    return String(buffer: buffer)
  }

  @Test func Each_is_a_line_that_ends_the_one_before() {
    #expect(text(StandingFields([.server: "a", .vary: "b"])) == "\r\nServer: a\r\nVary: b")
  }

  @Test func What_an_answer_has_itself_stays_the_only_one_of_its_name() {
    let standing = StandingFields([.server: "a", .vary: "b"])
    #expect(text(standing, beside: [.contentType: "text/plain", .vary: "c"]) == "\r\nServer: a")
    #expect(text(standing, beside: [.contentType: "text/plain"]) == "\r\nServer: a\r\nVary: b")
  }

  @Test func An_octet_that_no_field_may_hold_becomes_a_space() {
    let field = HTTPField(name: .server, lenientValue: Array("a\r\nb\u{0}c\u{7F}\u{1}d".utf8))
    var fields = HTTPFields()
    fields.append(field)
    #expect(text(StandingFields(fields)) == "\r\nServer: a  b c  d")
  }

  @Test func Security_fields_are_strict() {
    let fields = StandingFields.security()
    #expect(fields[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
    #expect(fields[.xContentTypeOptions] == "nosniff")
    #expect(fields[.referrerPolicy] == "no-referrer")
    #expect(fields[.xFrameOptions] == "DENY")
    #expect(fields[.crossOriginOpenerPolicy] == "same-origin")
    #expect(fields[.crossOriginResourcePolicy] == "same-origin")
    #expect(fields[.permissionsPolicy]?.contains("camera=()") == true)
    #expect(StandingFields.security(contentSecurityPolicy: "x")[.contentSecurityPolicy] == "x")
  }
}
