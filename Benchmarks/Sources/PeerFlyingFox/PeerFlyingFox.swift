import FlyingFox
import Foundation
import Work

/// The routes of the comparison on FlyingFox, as its documentation writes them.
@main
struct PeerFlyingFox {
  static func main() async throws {
    let server = HTTPServer(address: try .inet(ip4: Work.host, port: UInt16(Work.port)), logger: .disabled)
    await server.appendRoute("GET /json/:name") { request in
      let encoder = JSONEncoder()
      encoder.dateEncodingStrategy = .iso8601
      let body = try encoder.encode(Quote(symbol: request.routeParameters["name"] ?? ""))
      return HTTPResponse(statusCode: .ok, headers: [.contentType: "application/json"], body: body)
    }
    await server.appendRoute("GET /plaintext") { _ in
      HTTPResponse(statusCode: .ok, headers: [.contentType: "text/plain"], body: Data(Work.greeting.utf8))
    }
    await server.appendRoute("POST /upload") { request in
      var count = 0
      for try await chunk in request.bodySequence { count += chunk.count }
      return HTTPResponse(statusCode: .ok, body: Data(String(count).utf8))
    }
    let large = Data(Work.large())
    await server.appendRoute("GET /large") { _ in HTTPResponse(statusCode: .ok, body: large) }
    try await server.run()
  }
}
