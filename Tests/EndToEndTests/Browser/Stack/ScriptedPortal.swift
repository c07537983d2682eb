import Foundation
import HTTPServer
import HTTPTypes
import Logging
import NIOCore
import NIOFoundationCompat
import Synchronization

@testable import Portal

/// The real page as the portal serves it, with data that a test wrote: what discovery says, which instances the demo runs,
/// and how the services answer.
final class ScriptedPortal: Sendable {
  /// What a test may change while the page looks at it.
  struct Script: Sendable {
    var discovery: JSON = .discovery()
    var instances: [JSON] = []
    /// By path, the status and the body of the answer to a POST; 404 for other paths.
    var posts: [String: (HTTPResponse.Status, JSON)] = [:]
    /// By service, who answers its questions in turn; nobody: 502.
    var answering: [String: [String]] = [:]
  }

  /// A request that arrived, as `POST /discovery/strategy application/json {"strategy":"consul"}`.
  private let arrived = Mutex<[String]>([])
  private let script: Mutex<Script>
  private let boundPort = Mutex<Int?>(nil)

  private init(_ script: Script) {
    self.script = Mutex(script)
  }

  /// Runs `body` with the page in the browser, and ends the server with it.
  static func withPage(
    _ script: Script = Script(), size: (width: Int, height: Int)? = nil, hash: String = "",
    _ body: (Page, ScriptedPortal) async throws -> Void
  ) async throws {
    let portal = ScriptedPortal(script)
    let server = try portal.server()
    let running = Task { try await server.run() }
    defer { running.cancel() }
    try await eventually("the scripted portal listens") { portal.boundPort.withLock { $0 } != nil }
    let url = "http://127.0.0.1:\(portal.boundPort.withLock { $0 } ?? 0)/\(hash)"
    try await BrowserFixture.withPage(size: size, url: url) { page in try await body(page, portal) }
  }

  func change(_ change: (inout Script) -> Void) {
    script.withLock { change(&$0) }
  }

  /// The requests so far that begin with `prefix`, such as `GET /discovery`.
  func requests(_ prefix: String) -> [String] {
    arrived.withLock { all in all.filter { $0.hasPrefix(prefix) } }
  }

  private func server() throws -> Server {
    var router = Router()
    router.get("/discovery") { _ in self.script.withLock { .json($0.discovery) } }
    router.get("/demo/instances") { _ in self.script.withLock { .json(["instances": .array($0.instances)]) } }
    for (prefix, service) in ["stock": "stock-price", "weather": "weather", "book": "goodreads", "game": "twitch"] {
      router.get("/\(prefix)/{name}") { _ in self.answer(service) }
    }
    router.fallback(try PortalPage.load(Programs.page))
    let log = Arrivals(
      router: router, note: { line in self.arrived.withLock { $0.append(line) } },
      posted: { path in
        let (status, json) = self.script.withLock { $0.posts[path] } ?? (.notFound, .null)
        return .json(json, status: status)
      })
    let configuration = ServerConfiguration(
      host: "127.0.0.1", port: 0, drainTimeout: .milliseconds(100),
      onListening: { address in self.boundPort.withLock { $0 = address.port } })
    return Server(configuration: configuration, handler: log, logger: Logger(label: "scripted-portal"))
  }

  private func answer(_ service: String) -> Response {
    let instance = script.withLock { script -> String? in
      guard let first = script.answering[service]?.first else { return nil }
      // The next one answers the next question.
      script.answering[service]?.append(first)
      script.answering[service]?.removeFirst()
      return first
    }
    guard let instance else {
      return .json(["title": "Bad Gateway", "detail": "No instance of \(service) answered."], status: .badGateway)
    }
    var response = Response.json(["instanceid": .string(instance), "name": "x", "symbol": "x", "city": "x"])
    if let servedBy = HTTPField.Name("X-Served-By") {
      response.fields[servedBy] = "\(instance), \(JSON.address(of: instance))"
    }
    return response
  }
}

/// Notes each request before it is answered.
private struct Arrivals: RequestHandler {
  var router: Router
  var note: @Sendable (String) -> Void
  /// The answer to a POST by its path. No route of the router: it would take the paths of the files from the others.
  var posted: @Sendable (String) -> Response

  func respond(to request: Request) async throws -> Response {
    guard request.method == .post else {
      note("\(request.method) \(request.path)")
      return try await router.respond(to: request)
    }
    let body = String(buffer: try await request.body.collect())
    note("\(request.method) \(request.path) \(request.fields[.contentType] ?? "") \(body)")
    return posted(request.path)
  }
}

extension Response {
  fileprivate static func json(_ value: JSON, status: HTTPResponse.Status = .ok) -> Response {
    .json((try? JSONEncoder().encode(value)).map { ByteBuffer(data: $0) } ?? ByteBuffer(), status: status)
  }
}
