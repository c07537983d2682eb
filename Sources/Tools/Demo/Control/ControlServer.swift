import HTTPServer
import Logging
import NIOCore

/// The server of ``ControlAPI``, on a free port of 127.0.0.1.
struct ControlServer: Sendable {
  let port: Int
  private let task: Task<Void, any Error>

  /// Throws ``DemoError`` where it cannot listen.
  static func start(_ fleet: Fleet) async throws -> ControlServer {
    let quiet = Logger(label: "control", factory: { _ in SwiftLogNoOpLogHandler() })
    var router = Router(logger: quiet)
    ControlAPI(fleet: fleet).add(to: &router)
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = Server(
      configuration: ServerConfiguration(
        host: "127.0.0.1", port: 0, drainTimeout: .milliseconds(200),
        onListening: { continuation.yield($0.port ?? 0) }),
      handler: router.wrapped(by: [LocalOnly()]), logger: quiet)
    let task = Task {
      defer { continuation.finish() }
      try await server.run()
    }
    for await port in ports { return ControlServer(port: port, task: task) }
    let result = await task.result
    if case .failure(let error) = result { throw DemoError("the control server: \(error)") }
    throw DemoError("the control server ended")
  }

  func stop() async {
    task.cancel()
    _ = await task.result
  }
}
