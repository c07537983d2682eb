import HTTPServer
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle

extension PlayedRuntimeAPI {
  /// Serves for as long as `body` runs, which gets what Lambda puts into `AWS_LAMBDA_RUNTIME_API`.
  package func serving(_ body: (String) async throws -> Void) async throws {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var router = Router(logger: logger)
    let base = "/2018-06-01/runtime"
    router.get("\(base)/invocation/next") { _ in try await self.next() }
    router.on(.post, "\(base)/invocation/{id}/response") { try await self.take(.response, $0) }
    router.on(.post, "\(base)/invocation/{id}/error") { try await self.take(.error, $0) }
    router.on(.post, "\(base)/init/error") { try await self.take(.initError, $0) }
    let (ports, bound) = AsyncStream.makeStream(of: Int.self)
    let server = Server(
      configuration: ServerConfiguration(
        host: "127.0.0.1", port: 0, drainTimeout: .seconds(1), onListening: { bound.yield($0.port ?? 0) }),
      handler: router, logger: logger)
    let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
    let running = Task { try await group.run() }
    var iterator = ports.makeAsyncIterator()
    let port = await iterator.next() ?? 0
    let result: Result<Void, any Error>
    do {
      result = .success(try await body("127.0.0.1:\(port)"))
    } catch {
      result = .failure(error)
    }
    await group.triggerGracefulShutdown()
    try await running.value
    try result.get()
  }
}
