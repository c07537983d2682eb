import HTTPServer
import HTTPTypes
import NIOCore

/// What conformance tools ask for.
enum EchoRoutes {
  private static let longestDelay = 60_000
  private static let mostChunks = 1_000_000

  static func add(to router: inout Router) {
    router.get("/") { _ in .text("http-echo\n") }
    router.on(.options, "/") { _ in Response(status: .ok, fields: [.allow: "GET, HEAD, OPTIONS, POST"]) }
    router.on(.post, "/", echo)
    for method in [HTTPRequest.Method.get, .post, .put] { router.on(method, "/echo", printFields) }
    router.get("/delay/{ms}") { request in
      let milliseconds = try number("ms", of: request, upTo: longestDelay)
      try await Task.sleep(for: .milliseconds(milliseconds))
      return .text("\(milliseconds) ms\n")
    }
    router.get("/stream/{n}") { request in
      let count = try number("n", of: request, upTo: mostChunks)
      return Response(
        status: .ok, fields: [.contentType: "text/plain; charset=utf-8"],
        body: .stream(length: nil) { writer in
          for index in 0..<count { try await writer.write(ByteBuffer(string: "chunk \(index)\n")) }
        })
    }
  }

  /// The body as it comes, never held as a whole.
  private static func echo(_ request: Request) async throws -> Response {
    let body = request.body.limited(to: .max)
    var response = Response(
      status: .ok,
      body: .stream(length: body.length) { writer in
        for try await chunk in body { try await writer.write(chunk) }
      })
    response.fields[.contentType] = request.fields[.contentType]
    return response
  }

  private static func printFields(_ request: Request) async throws -> Response {
    .text(request.fields.all.map { "\($0.name): \($0.value)\n" }.joined())
  }

  private static func number(_ name: String, of request: Request, upTo limit: Int) throws -> Int {
    guard let number = request.parameters[name].flatMap({ Int($0) }), (0...limit).contains(number) else {
      throw HTTPError(.badRequest, "{\(name)} must be a whole number from 0 to \(limit).")
    }
    return number
  }
}
