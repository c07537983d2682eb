package import HTTPServer
import Logging
import NIOCore
import ServiceLifecycle

extension Router {
  /// Serves on a free port of loopback for as long as `body` runs, which gets the port.
  package func serving(_ body: (Int) async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let (ports, bound) = AsyncStream.makeStream(of: Int.self)
    let server = Server(
      configuration: ServerConfiguration(
        host: "127.0.0.1", port: 0, drainTimeout: .seconds(1), onListening: { bound.yield($0.port ?? 0) }),
      handler: self, logger: logger)
    let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
    let running = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let port = await iterator.next() ?? 0
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(port))
    } catch {
      result = .failure(error)
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try result.get()
  }
}
