import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

/// Whatever a client writes into what routes and files read, it gets an answer.
@Suite struct HostileTextTests {
  private static let pieces = [
    "a", "/", "//", ".", "..", "%", "%2F", "%2e", "%00", "%FF", "%c3", "%zz", "\\", "\"", "W/", "W/\"a\"", ",", ";",
    "=",
    "q=", "q=0", "0.5", "1", "-", "9223372036854775807", "99999999999999999999", "bytes=", "*", "gzip", "br",
    "identity",
    " ", "\t", "ü", "😀", "\u{301}", "\u{FFFD}", "Sun, ", "Sunday, ", "06", " Nov ", "-Nov-", "1994", " 08:49:37",
    " GMT",
    "+", "&", "index.html", "docs",
  ]

  private let handler: any RequestHandler = {
    var router = Router(logger: RecordedLog().logger)
    router.get("/a/{x}") { request in .text("\(request.parameters["x"] ?? "")\(try request.queryItems().all.count)") }
    router.get("/{x}/a/{rest...}") { request in
      try Response.text(request.parameters["rest"] ?? "")
        .conditional(on: request, Validators(entityTag: EntityTag("a"), lastModified: 784_111_777), now: 800_000_000)
    }
    let names = ["index.html", "index.html.gz", "docs/index.html", "a"]
    let entry = FolderContents.Entry(bytes: ByteBuffer(string: "0123456789"), lastModified: 784_111_777)
    router.fallback(
      StaticFiles(StaticFolder(contents: Dictionary(uniqueKeysWithValues: names.map { ($0, entry) }), skipped: [])))
    return router.wrapped(by: [RequestIDMiddleware()])
  }()

  @Test(arguments: 0..<20) func every_request_is_answered_by_a_status_that_blames_the_right_side(seed: UInt64)
    async throws
  {
    var random = SeededRandom(seed)
    let names: [HTTPField.Name] = [
      .range, .ifRange, .ifMatch, .ifNoneMatch, .ifModifiedSince, .ifUnmodifiedSince, .acceptEncoding, .xRequestID,
    ]
    let expected = Set([200, 204, 206, 304, 308, 400, 404, 405, 406, 412, 416])
    for _ in 0..<100 {
      var fields = HTTPFields()
      for name in names where Bool.random(using: &random) {
        fields.append(HTTPField(name: name, value: random.text(of: Self.pieces, upTo: 8)))
      }
      let request = Request(
        method: [.get, .get, .head, .post, .options].randomElement(using: &random) ?? .get,
        path: ["", "/", "/", "/a/", "/docs"].randomElement(using: &random).map {
          $0 + random.text(of: Self.pieces, upTo: 4)
        } ?? "/",
        query: Bool.random(using: &random) ? random.text(of: Self.pieces, upTo: 6) : nil,
        fields: RequestFields(fields))
      let response = try await handler.respond(to: request)
      #expect(expected.contains(response.status.code), "\(request.method) \(request.path) \(fields)")
      #expect(response.fields[.xRequestID]?.isEmpty == false)
    }
  }
}
