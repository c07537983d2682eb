import Hummingbird
import Logging
import Metrics
import Work

/// The routes of the comparison on Hummingbird, as its documentation writes them. `ACCESS_LOG=on` and `METRICS=on` add
/// its own middleware for these.
@main
struct PeerHummingbird {
  static func main() async throws {
    let router = Router()
    if Work.isOn("ACCESS_LOG") { router.middlewares.add(LogRequestsMiddleware(.info)) }
    if Work.isOn("METRICS") {
      MetricsSystem.bootstrap(MemoryMetrics())
      router.middlewares.add(MetricsMiddleware())
    }
    router.get("/json/:name") { _, context in
      Quote(symbol: try context.parameters.require("name"))
    }
    router.get("/plaintext") { _, _ in Work.greeting }
    router.post("/upload") { request, _ in
      var count = 0
      for try await chunk in request.body { count += chunk.readableBytes }
      return String(count)
    }
    let large = ByteBuffer(bytes: Work.large())
    router.get("/large") { _, _ in
      Response(status: .ok, headers: [.contentType: "text/plain"], body: ResponseBody(byteBuffer: large))
    }
    let application = Application(
      router: router,
      configuration: ApplicationConfiguration(address: .hostname(Work.host, port: Work.port), backlog: 1024))
    try await application.runService()
  }
}

extension Quote: ResponseEncodable {}
