import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

struct ResponseFieldsTests {
  @Test func field_is_found_whatever_the_case_of_its_name() throws {
    let answer = try ResponseHead.of("HTTP/1.1 200 OK", "content-TYPE: a/b", "X-Instance-Id: i-1").fields
    #expect(answer[.contentType] == "a/b" && answer[HTTPField.Name("x-instance-id")!] == "i-1")
    #expect(answer.contains(.contentType) && !answer.contains(.age) && answer[.age] == nil)
  }

  @Test func name_that_only_begins_alike_is_another() throws {
    let fields = try ResponseHead.of("HTTP/1.1 200 OK", "Content-Type-Options: x", "Content-Typ: y").fields
    #expect(fields[.contentType] == nil)
  }

  @Test func several_values_are_joined_in_their_order() throws {
    let fields = try ResponseHead.of("HTTP/1.1 200 OK", "Via: a", "Age: 1", "via: b").fields
    #expect(fields[.via] == "a, b")
  }

  @Test func control_in_a_value_reads_as_a_blank() throws {
    let fields = try ResponseHead.of("HTTP/1.1 200 OK", "Via: a\0b\u{1}c").fields
    #expect(fields[.via] == "a b c" && fields.all[.via] == "a b c")
  }

  @Test func fields_that_were_given_are_read_as_those_that_came() {
    let given: HTTPFields = [.contentType: "a/b", .setCookie: "a=b"]
    let response = ClientResponse(status: .ok, fields: given)
    #expect(response.fields == given && response[.setCookie] == "a=b" && response[.age] == nil)
  }
}
