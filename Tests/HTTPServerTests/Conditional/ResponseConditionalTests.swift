import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// Any route can answer by conditions, not only files.
@Suite struct ResponseConditionalTests {
  private let validators = Validators(entityTag: EntityTag("a"), lastModified: 784_111_777)
  private let now: Int64 = 800_000_000

  private func request(_ fields: HTTPFields, _ method: HTTPRequest.Method = .get) -> Request {
    Request(method: method, path: "/", fields: RequestFields(fields))
  }

  private var answer: Response {
    var response = Response.json(ByteBuffer(string: #"{"a":1}"#))
    response.fields[.cacheControl] = "max-age=60"
    response.fields[.vary] = "Accept-Encoding"
    response.fields[.contentSecurityPolicy] = "default-src 'self'"
    response.route = "/a"
    return response
  }

  @Test func a_200_carries_its_validators() throws {
    let response = try answer.conditional(on: request([:]), validators, now: now)
    #expect(response.status == .ok)
    #expect(response.fields[.eTag] == "\"a\"")
    #expect(response.fields[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(response.bodyText == #"{"a":1}"#)
  }

  @Test func RFC9110_15_4_5_a_304_has_what_a_cache_needs_and_no_body() throws {
    let response = try answer.conditional(on: request([.ifNoneMatch: "\"a\""]), validators, now: now)
    #expect(response.status == .notModified)
    #expect(response.bodyText.isEmpty)
    #expect(response.route == "/a")
    #expect(
      response.fields == [
        .cacheControl: "max-age=60", .vary: "Accept-Encoding", .contentSecurityPolicy: "default-src 'self'",
        .eTag: "\"a\"",
      ])
  }

  @Test func a_304_of_a_resource_without_a_tag_keeps_its_date() throws {
    let response = try answer.conditional(
      on: request([.ifModifiedSince: "Sun, 06 Nov 1994 08:49:37 GMT"]), Validators(lastModified: 784_111_777), now: now)
    #expect(response.status == .notModified)
    #expect(response.fields[.lastModified] == "Sun, 06 Nov 1994 08:49:37 GMT")
  }

  @Test func RFC9110_8_8_2_1_a_date_in_the_future_is_sent_as_now() throws {
    let response = try answer.conditional(on: request([:]), Validators(lastModified: now + 100), now: now)
    #expect(response.fields[.lastModified] == HTTPDate.format(secondsSince1970: now))
  }

  @Test func a_failed_condition_is_412() {
    let error = #expect(throws: HTTPError.self) {
      try answer.conditional(on: request([.ifMatch: "\"b\""], .put), validators, now: now)
    }
    #expect(error?.status == .preconditionFailed)
  }

  @Test func RFC9110_13_2_1_an_answer_that_is_no_success_has_no_conditions() throws {
    let response = try Response(status: .notFound)
      .conditional(on: request([.ifNoneMatch: "*", .ifMatch: "\"b\""]), validators, now: now)
    #expect(response.status == .notFound)
    #expect(response.fields[.eTag] == nil)
  }

  @Test(arguments: [HTTPRequest.Method.options, .trace, .connect])
  func RFC9110_13_2_1_methods_that_select_no_representation_have_no_conditions(method: HTTPRequest.Method) throws {
    let conditions: HTTPFields = [.ifNoneMatch: "*", .ifMatch: "\"b\"", .ifUnmodifiedSince: "Sun Nov  6 08:49:36 1994"]
    #expect(try answer.conditional(on: request(conditions, method), validators, now: now).status == .ok)
  }

  @Test func RFC9110_14_4_a_Content_Range_of_a_request_is_ignored() throws {
    let response = try answer.partial(for: request([.contentRange: "bytes 0-1/7"]), validators, now: now)
    #expect(response.status == .ok && response.fields[.contentRange] == nil)
  }

  @Test func RFC9110_15_3_7_a_part_has_the_fields_of_the_whole() throws {
    let whole = try answer.conditional(on: request([:]), validators, now: now)
    let part = try whole.partial(for: request([.range: "bytes=1-3"]), validators, now: now)
    for field in whole.fields { #expect(part.fields[field.name] == field.value) }
  }

  @Test func a_part_says_where_it_is_from() throws {
    let response = try answer.partial(for: request([.range: "bytes=1-3"]), validators, now: now)
    #expect(response.status == .partialContent)
    #expect(response.fields[.contentRange] == "bytes 1-3/7")
    #expect(response.fields[.acceptRanges] == "bytes")
    #expect(response.bodyText == #""a""#)
  }

  @Test func RFC9110_15_5_17_a_416_says_how_long_the_whole_is() {
    let error = #expect(throws: HTTPError.self) {
      try answer.partial(for: request([.range: "bytes=7-"]), validators, now: now)
    }
    #expect(error?.status == .rangeNotSatisfiable)
    #expect(error?.fields[.contentRange] == "bytes */7")
  }

  @Test(
    arguments: [
      ([.range: "bytes=0-1,3-4"], .get), ([.range: "lines=1-2"], .get), ([.range: "bytes=2-1"], .get),
      ([.range: "bytes=1-3"], .head), ([.range: "bytes=1-3"], .post), ([.range: "bytes=1-3", .ifRange: "\"b\""], .get),
      ([.range: "bytes=7-", .ifRange: "\"b\""], .get),
    ] as [(HTTPFields, HTTPRequest.Method)])
  func RFC9110_14_2_a_range_that_does_not_count_is_ignored(fields: HTTPFields, method: HTTPRequest.Method) throws {
    let response = try answer.partial(for: request(fields, method), validators, now: now)
    #expect(response.status == .ok)
    #expect(response.fields[.contentRange] == nil)
    #expect(response.bodyText == #"{"a":1}"#)
  }

  @Test func two_Range_lines_are_ignored() throws {
    var fields = HTTPFields()
    fields.append(HTTPField(name: .range, value: "bytes=0-1"))
    fields.append(HTTPField(name: .range, value: "bytes=2-3"))
    #expect(try answer.partial(for: request(fields), validators, now: now).status == .ok)
  }

  @Test func only_a_200_with_its_bytes_at_hand_has_parts() throws {
    let stream = Response(status: .ok, body: .stream(length: 7) { _ in })
    #expect(try stream.partial(for: request([.range: "bytes=1-3"]), validators, now: now).status == .ok)
    let created = Response(status: .created, body: .bytes(ByteBuffer(string: "abc")))
    #expect(try created.partial(for: request([.range: "bytes=1-3"]), validators, now: now).status == .created)
  }
}
