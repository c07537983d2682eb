import HTTPTypes
import Logging
import Testing

@testable import HTTPServer

@Suite struct RequestIDMiddlewareTests {
  private let middleware = RequestIDMiddleware(logger: RecordedLog().logger, ids: RequestIDSource { 0xAB })

  private func respond(_ fields: HTTPFields, _ body: @escaping ClosureHandler.Body = { .text($0.id) }) async throws
    -> Response
  {
    try await ClosureHandler(body).wrapped(by: [middleware])
      .respond(to: Request(method: .get, path: "/", fields: RequestFields(fields)))
  }

  @Test(arguments: [
    "a", "0af7651916cd43dd8448eb211c80319c", "Root=1-67891233-abcdef012345678912345678", "a.b_c~d:e+f/g=h-i",
  ])
  func a_safe_id_of_the_caller_is_kept(id: String) async throws {
    let response = try await respond([.xRequestID: id])
    #expect(response.fields[.xRequestID] == id)
    #expect(response.bodyText == id)
  }

  @Test func exactly_the_allowed_octets_are_accepted() {
    let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~:+/=-".utf8)
    for byte in UInt8(0)...0x7F {
      let id = String(decoding: [byte], as: UTF8.self)
      #expect((RequestIDMiddleware.accepted([id]) == id) == allowed.contains(byte))
    }
    #expect(RequestIDMiddleware.accepted(["ü"]) == nil)
  }

  @Test func an_id_has_1_to_64_characters() {
    #expect(RequestIDMiddleware.accepted([String(repeating: "a", count: 64)]) != nil)
    #expect(RequestIDMiddleware.accepted([String(repeating: "a", count: 65)]) == nil)
    #expect(RequestIDMiddleware.accepted([""]) == nil)
  }

  @Test func of_several_ids_none_is_accepted() {
    #expect(RequestIDMiddleware.accepted(["a", "b"]) == nil)
    #expect(RequestIDMiddleware.accepted([]) == nil)
  }

  @Test(arguments: [HTTPFields(), [.xRequestID: "a b"], [.xRequestID: "<script>"]])
  func without_a_safe_id_one_is_made(fields: HTTPFields) async throws {
    let response = try await respond(fields)
    let made = RequestIDSource { 0xAB }.next()
    #expect(response.fields[.xRequestID] == made)
    #expect(response.bodyText == made)
  }

  @Test func made_ids_are_32_hexadecimal_digits_that_begin_with_those_of_the_process() {
    let ids = RequestIDSource { 0xAB }
    let made = (0..<1000).map { _ in ids.next() }
    #expect(Set(made).count == 1000)
    #expect(made.allSatisfy { $0.utf8.count == 32 && $0.hasPrefix("00000000000000ab") && $0.allSatisfy(\.isHexDigit) })
  }

  @Test func made_ids_differ_by_default() async throws {
    let handler = ClosureHandler { .text($0.id) }.wrapped(by: [RequestIDMiddleware()])
    let first = try await handler.respond(to: Request(method: .get, path: "/")).bodyText
    let second = try await handler.respond(to: Request(method: .get, path: "/")).bodyText
    #expect(first != second)
    #expect(first.count == 32)
  }

  @Test func the_answer_of_a_thrown_error_has_the_id_too() async throws {
    let response = try await respond([.xRequestID: "a"]) { _ in throw HTTPError(.notFound, "Nothing here.") }
    #expect(response.status == .notFound)
    #expect(response.fields[.xRequestID] == "a")
  }

  @Test func a_cancellation_is_no_answer() async throws {
    let handler = ClosureHandler { _ in throw CancellationError() }.wrapped(by: [middleware])
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await handler.respond(to: Request(method: .get, path: "/"))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func a_CancellationError_while_the_client_waits_is_500() async throws {
    #expect(try await respond([:]) { _ in throw CancellationError() }.status == .internalServerError)
  }
}
