package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The HTTP/1.1 server: listens, serves, and on a graceful shutdown finishes what is in flight.
package struct Server: Service {
  private let configuration: ServerConfiguration
  private let handler: any RequestHandler
  private let logger: Logger

  package init(configuration: ServerConfiguration, handler: any RequestHandler, logger: Logger) {
    self.configuration = configuration
    self.handler = handler
    self.logger = logger
  }

  /// Serves until the task is cancelled or a graceful shutdown is asked for. Throws ``ServerError`` where the address
  /// cannot be bound.
  package func run() async throws {
    let registry = ConnectionRegistry()
    let executors = LoopExecutors(Self.group)
    // Workers hold their executor: without this, a server would leave them behind.
    defer { executors.endWorkers() }
    let listener = try await listen(registry, executors)
    if let address = listener.channel.localAddress { configuration.onListening?(address) }

    let failure: (any Error)? = await withTaskGroup(of: (any Error)?.self) { group in
      group.addTask {
        do {
          try await listener.channel.closeFuture.get()
          return nil
        } catch {
          return error
        }
      }
      group.addTask {
        // Returns for a graceful shutdown and throws for a cancellation: both end the service.
        try? await gracefulShutdown()
        await listener.stopAccepting()
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
    await stop(registry)
    if let failure {
      throw ServerError(code: .listenerFailed, message: "the listening socket failed: \(failure)", cause: failure)
    }
  }

  private func listen(_ registry: ConnectionRegistry, _ executors: LoopExecutors) async throws -> Listener {
    let environment = ConnectionEnvironment(
      limits: configuration.limits, halfClose: configuration.halfClose,
      standingFields: configuration.standingFields, handler: handler,
      observer: configuration.observer, registry: registry, executors: executors, logger: logger)
    return try await Listener(
      host: configuration.host, port: configuration.port, group: Self.group,
      limit: ConnectionLimit(configuration.limits.connections), environment: environment)
  }

  /// Ends idle connections, waits for requests in flight, cuts what is left after the drain timeout, and gives the
  /// cancelled handlers a moment to return. One that ignores its cancellation is left behind.
  private func stop(_ registry: ConnectionRegistry) async {
    registry.drain()
    await registry.waitUntilEmpty(timeout: configuration.drainTimeout)
    registry.cut()
    await registry.waitUntilEmpty(timeout: Self.cancellationTimeout)
  }

  private static let group = MultiThreadedEventLoopGroup.singleton
  private static let cancellationTimeout = Duration.seconds(1)
}
