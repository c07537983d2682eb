import HTTPTypes
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

@testable import HTTPServer

/// A server on a free port of the loopback interface, for as long as `body` runs.
func withServer(
  _ handler: some RequestHandler, limits: Limits = Limits(), halfClose: HalfClose = .cancels,
  drainTimeout: Duration = .seconds(10), observer: (any ExchangeObserver)? = nil,
  _ body: (RunningServer) async throws -> Void
) async throws {
  let (ports, port) = AsyncStream.makeStream(of: Int.self)
  let configuration = ServerConfiguration(
    host: "127.0.0.1", port: 0, limits: limits, halfClose: halfClose,
    standingFields: StandingFields([.referrerPolicy: "no-referrer"]),
    drainTimeout: drainTimeout,
    onListening: { port.yield($0.port ?? 0) }, observer: observer)
  let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  let server = Server(configuration: configuration, handler: handler, logger: logger)
  let group = ServiceGroup(configuration: .init(services: [.init(service: server)], logger: logger))
  let running = Task { try await group.run() }
  var iterator = ports.makeAsyncIterator()
  let bound = await iterator.next() ?? 0
  let result = await Result { try await body(RunningServer(port: bound, group: group)) }
  await group.triggerGracefulShutdown()
  try await running.value
  try result.get()
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

struct RunningServer {
  let port: Int
  let group: ServiceGroup

  func connect() async throws -> RawClient {
    try await RawClient(port: port)
  }

  /// Sends `text` on a connection of its own and returns all that comes back until the server closes.
  func exchange(_ text: String) async throws -> String {
    let client = try await connect()
    try await client.send(text)
    return try await client.readToEnd()
  }
}

/// A client that knows nothing of HTTP: bytes go out as they are, and come back as text.
final class RawClient: Sendable {
  private let channel: any Channel
  private let collector: Collector

  init(port: Int) async throws {
    let collector = Collector()
    self.collector = collector
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(.allowRemoteHalfClosure, value: true)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(CollectingHandler(collector))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
  }

  func send(_ text: String) async throws {
    try await channel.writeAndFlush(ByteBuffer(string: text)).get()
  }

  /// Ends the client's half; the server's half stays open.
  func end() async throws {
    try await channel.close(mode: .output).get()
  }

  func close() async throws {
    try await channel.close().get()
  }

  /// Waits until the server has closed its half, and returns everything it sent.
  func readToEnd() async throws -> String {
    try await collector.wait { $0.ended }
  }

  /// Waits until what was received so far contains `text`.
  func read(until text: String) async throws -> String {
    try await collector.wait { String(buffer: $0.bytes).contains(text) || $0.ended }
  }

  /// What came so far, without waiting.
  func readSoFar() async throws -> String {
    try await collector.wait { _ in true }
  }

  struct TimedOut: Error {
    var received: String
  }

  struct Received {
    var bytes = ByteBuffer()
    var ended = false
  }

  final class Collector: Sendable {
    private let state = Mutex(Received())

    func update(_ body: (inout sending Received) -> Void) {
      state.withLock { body(&$0) }
    }

    /// Polls, since a test may wait for one thing after another on the same connection.
    func wait(_ condition: (Received) -> Bool) async throws -> String {
      for _ in 0..<2000 {
        let now = state.withLock { $0 }
        if condition(now) { return String(buffer: now.bytes) }
        try await Task.sleep(for: .milliseconds(5))
      }
      throw TimedOut(received: String(buffer: state.withLock { $0.bytes }))
    }
  }

  private final class CollectingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let collector: Collector

    init(_ collector: Collector) {
      self.collector = collector
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let bytes = unwrapInboundIn(data)
      collector.update { _ = $0.bytes.writeImmutableBuffer(bytes) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if event as? ChannelEvent == .inputClosed { collector.update { $0.ended = true } }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      collector.update { $0.ended = true }
    }
  }
}
