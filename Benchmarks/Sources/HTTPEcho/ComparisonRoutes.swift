import Chassis
import HTTPServer
import HTTPTypes
import NIOCore
import Work

/// What the servers of the comparison answer, too.
enum ComparisonRoutes {
  private struct Message: Encodable {
    let message = Work.greeting
  }

  static func add(to router: inout Router) {
    router.get("/plaintext") { _ in .text(Work.greeting) }
    router.get("/json") { _ in try .encoding(Message()) }
    router.get("/json/{name}") { request in try .encoding(Quote(symbol: request.parameters["name"] ?? "")) }
    router.on(.post, "/upload") { request in
      var count = 0
      for try await chunk in request.body.limited(to: .max) { count += chunk.readableBytes }
      return .text(String(count))
    }
    let large = ByteBuffer(bytes: Work.large())
    router.get("/large") { _ in
      Response(status: .ok, fields: [.contentType: "text/plain"], body: .bytes(large))
    }
  }
}
