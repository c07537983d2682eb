import NIOCore
import NIOPosix
import Synchronization

/// What a scripted server does with its connection, in order.
enum Act: Sendable {
  case send(String)
  case sendBytes([UInt8])
  case close
  /// Waits for nothing and sends nothing: the connection stays open.
  case stall
}

/// A TCP server on a free loopback port that answers each request it reads as the test says, bytes as written. It knows
/// of HTTP only where a request ends.
final class ScriptedServer: Sendable {
  enum Event: Sendable, Equatable {
    case accepted
    case request
    case closed
  }

  private struct Log {
    var requests: [String] = []
    var events: [Event] = []
    var waiters: [(event: Event, count: Int, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let log = Mutex(Log())
  private let channel: any Channel
  private let host: String
  let port: Int

  private init(channel: any Channel, host: String) {
    self.channel = channel
    self.host = host
    port = channel.localAddress?.port ?? 0
  }

  /// - Parameter readsBytes: Answers the first bytes whatever they are, instead of a whole request.
  static func start(
    host: String = "127.0.0.1", readsBytes: Bool = false, _ script: @escaping @Sendable (String) -> [Act]
  ) async throws -> ScriptedServer {
    try await start(host: host, readsBytes: readsBytes, script) { try await $0.bind(host: host, port: 0).get() }
  }

  /// One that listens at a Unix domain socket.
  static func start(
    unixSocket: String, _ script: @escaping @Sendable (String) -> [Act]
  ) async throws -> ScriptedServer {
    try await start(host: "", readsBytes: false, script) {
      try await $0.bind(unixDomainSocketPath: unixSocket).get()
    }
  }

  private static func start(
    host: String, readsBytes: Bool, _ script: @escaping @Sendable (String) -> [Act],
    bind: (ServerBootstrap) async throws -> any Channel
  ) async throws -> ScriptedServer {
    let holder = Holder()
    let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ScriptHandler(holder: holder, readsBytes: readsBytes, script: script))
        }
      }
    let channel = try await bind(bootstrap)
    let server = ScriptedServer(channel: channel, host: host)
    holder.server.withLock { $0 = server }
    return server
  }

  var url: String { "http://\(host):\(port)/" }

  /// Requests as they came, heads and bodies.
  var requests: [String] { log.withLock(\.requests) }

  func count(_ event: Event) -> Int {
    log.withLock { $0.events.count { $0 == event } }
  }

  /// Returns once `event` has happened `count` times.
  func wait(for event: Event, count: Int = 1) async {
    await withCheckedContinuation { continuation in
      let isOver = log.withLock { log in
        let isOver = log.events.count { $0 == event } >= count
        if !isOver { log.waiters.append((event, count, continuation)) }
        return isOver
      }
      if isOver { continuation.resume() }
    }
  }

  /// A port that was free a moment ago and where nobody listens.
  static func unusedPort() async throws -> Int {
    let server = try await start { _ in [] }
    try await server.channel.close()
    return server.port
  }

  fileprivate func note(_ event: Event, request: String? = nil) {
    let woken = log.withLock { log in
      log.events.append(event)
      if let request { log.requests.append(request) }
      let events = log.events
      let woken = log.waiters.filter { waiter in events.count { $0 == waiter.event } >= waiter.count }
      log.waiters.removeAll { waiter in events.count { $0 == waiter.event } >= waiter.count }
      return woken
    }
    for waiter in woken { waiter.continuation.resume() }
  }
}

/// The server exists only after its channel, whose handlers need it.
private final class Holder: Sendable {
  let server = Mutex<ScriptedServer?>(nil)

  func note(_ event: ScriptedServer.Event, request: String? = nil) {
    server.withLock { $0 }?.note(event, request: request)
  }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let holder: Holder
  private let readsBytes: Bool
  private let script: @Sendable (String) -> [Act]
  private var received = ""

  init(holder: Holder, readsBytes: Bool, script: @escaping @Sendable (String) -> [Act]) {
    self.holder = holder
    self.readsBytes = readsBytes
    self.script = script
  }

  func channelActive(context: ChannelHandlerContext) {
    holder.note(.accepted)
  }

  func channelInactive(context: ChannelHandlerContext) {
    holder.note(.closed)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += String(buffer: unwrapInboundIn(data))
    if readsBytes { received = "\r\n\r\n" }
    while let end = endOfRequest() {
      let request = String(received[..<end])
      received = String(received[end...])
      holder.note(.request, request: request)
      for act in script(request) {
        switch act {
        case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        case .sendBytes(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .close: context.close(promise: nil)
        case .stall: break
        }
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// Characters and bytes are the same here: tests send ASCII bodies.
  private func endOfRequest() -> String.Index? {
    guard let headEnd = received.firstRange(of: "\r\n\r\n") else { return nil }
    let head = received[..<headEnd.lowerBound].lowercased()
    var length = 0
    if let field = head.firstRange(of: "content-length: ") {
      length = Int(head[field.upperBound...].prefix { $0.isNumber }) ?? 0
    }
    return received.utf8.index(headEnd.upperBound, offsetBy: length, limitedBy: received.endIndex)
  }
}

extension String {
  /// Lines of a request's head.
  var lines: [String] {
    let head = firstRange(of: "\r\n\r\n").map { self[..<$0.lowerBound] } ?? self[...]
    return head.split(separator: "\r\n").map(String.init)
  }

  static func redirect(_ status: Int = 302, to location: String) -> String {
    "HTTP/1.1 \(status) Redirect\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
  }

  /// `HTTP/1.1 200 OK` with a body of known length.
  static func ok(_ body: String, fields: String = "") -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
  }
}
