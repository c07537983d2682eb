import NIOCore

/// The task of one connection, run by the connection's own event loop.
///
/// An actor whose executor is the loop lets handlers, written as plain `async` code, run where the bytes are: going from
/// the channel to a handler and back crosses no thread. One task serves all requests of the connection in turn.
actor ConnectionTask {
  private let executor: any SerialExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(eventLoop: any EventLoop) {
    executor = eventLoop.executor
  }

  func serve(_ connection: ConnectionReference) async {
    let handler = connection.handler
    while let incoming = await handler.nextRequest() {
      await handler.answer(incoming)
    }
    handler.environment.registry.remove(handler)
  }
}
