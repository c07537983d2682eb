import HTTPTypes
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import HTTPServer

/// A connection without a socket, in time that tests move: what goes from the machines to the channel and its timer.
struct VirtualConnection {
  let channel: NIOAsyncTestingChannel
  let environment: ConnectionEnvironment

  /// Where `stuck`, the socket takes nothing of what is sent.
  init(
    _ handler: some RequestHandler, limits: Limits = Limits(), halfClose: HalfClose = .cancels, stuck: Bool = false
  ) async throws {
    let loop = NIOAsyncTestingEventLoop()
    let environment = ConnectionEnvironment(
      limits: limits, halfClose: halfClose, standingFields: StandingFields(), handler: handler,
      observer: nil, registry: ConnectionRegistry(), executors: LoopExecutors(loop),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await self.init(environment, loop: loop, stuck: stuck)
  }

  /// Another connection to the same server.
  init(beside other: VirtualConnection) async throws {
    try await self.init(other.environment, loop: other.channel.testingEventLoop, stuck: false)
  }

  private init(_ environment: ConnectionEnvironment, loop: NIOAsyncTestingEventLoop, stuck: Bool) async throws {
    self.environment = environment
    channel = NIOAsyncTestingChannel(loop: loop)
    let channel = channel
    try await loop.executeInContext {
      channel.allowRemoteHalfClosure = true
      try channel.pipeline.syncOperations.addHandler(Socket(isStuck: stuck))
      try channel.pipeline.syncOperations.addHandler(
        ConnectionHandler(environment: environment, acceptedAt: loop.now))
    }
    try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).get()
  }

  func send(_ text: String) async throws {
    try await channel.writeInbound(ByteBuffer(string: text))
    await settle()
  }

  /// The client ends its half.
  func end() async throws {
    channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    await settle()
  }

  /// The last bytes and the end arrive together.
  func sendAndEnd(_ text: String) async throws {
    let channel = channel
    try await channel.testingEventLoop.executeInContext {
      channel.pipeline.syncOperations.fireChannelRead(NIOAny(ByteBuffer(string: text)))
      channel.pipeline.syncOperations.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
      channel.pipeline.syncOperations.fireChannelReadComplete()
    }
    await settle()
  }

  /// The client is gone.
  func leave() async throws {
    try await channel.close()
    await settle()
  }

  func advance(_ time: TimeAmount) async {
    await channel.testingEventLoop.advanceTime(by: time)
    await settle()
  }

  func onLoop(_ body: @escaping @Sendable (ConnectionHandler) -> Void) async throws {
    let channel = channel
    try await channel.testingEventLoop.executeInContext {
      body(try channel.pipeline.syncOperations.handler(type: ConnectionHandler.self))
    }
    await settle()
  }

  var isOpen: Bool { channel.isActive }

  /// What was sent since it was asked last.
  func sent() async throws -> String {
    var all = ""
    while let bytes = try await channel.readOutbound(as: ByteBuffer.self) { all += String(buffer: bytes) }
    return all
  }

  /// Waits until something is sent.
  func nextSent() async throws -> String {
    String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
  }

  /// Handlers that do not wait for anything but the connection have done all they can: each is a few jobs of the loop.
  func settle() async {
    for _ in 0..<20 { await channel.testingEventLoop.run() }
  }

  /// What the testing channel lacks of a socket: it closes both halves where one was meant, and takes all output at once.
  private final class Socket: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    private let isStuck: Bool

    init(isStuck: Bool) {
      self.isStuck = isStuck
    }

    func flush(context: ChannelHandlerContext) {
      if !isStuck { context.flush() }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
      if mode == .output { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
    }
  }
}
