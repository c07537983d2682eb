package import DNS
package import NIOCore
import NIOPosix
import Synchronization

/// A name server on a loopback port, UDP and TCP, that does what a test says for each query: answer, stay silent, lie, cut
/// its answers short.
package final class FaultDNSServer: Sendable {
  package typealias Script = @Sendable (FaultQuery) -> FaultScript

  private struct State {
    var script: Script
    var queries: [FaultQuery] = []
  }

  private let state: Mutex<State>
  private let channels: Mutex<[any Channel]> = Mutex([])
  private let port: Mutex<Int> = Mutex(0)
  private let host: IPAddress

  /// Begins to listen. Without TCP, whoever connects there is refused.
  package static func start(
    at host: IPAddress = .v4(0x7F00_0001), listensOnTCP: Bool = true,
    on group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, _ script: @escaping Script
  ) async throws -> FaultDNSServer {
    let server = FaultDNSServer(host, script)
    // One loop, so that what is sent keeps its order.
    let loop = group.next()
    // The port that is free for UDP may not be for TCP.
    for attempt in 1... {
      do {
        try await server.listen(on: loop, withTCP: listensOnTCP)
        break
      } catch {
        await server.stop()
        if attempt == 20 { throw error }
      }
    }
    return server
  }

  private init(_ host: IPAddress, _ script: @escaping Script) {
    self.host = host
    state = Mutex(State(script: script))
  }

  package var address: ServerAddress {
    ServerAddress(host, port: UInt16(port.withLock { $0 }))
  }

  /// All that came so far and could be read, in its order.
  package var queries: [FaultQuery] { state.withLock { $0.queries } }

  /// From now on does as `script` says.
  package func follow(_ script: @escaping Script) {
    state.withLock { $0.script = script }
  }

  /// Nothing listens on the port afterwards.
  package func stop() async {
    let channels = channels.withLock { channels in
      defer { channels = [] }
      return channels
    }
    for channel in channels { try? await channel.close() }
  }

  func script(for message: Message, over transport: DNSTransportKind) -> (FaultQuery, FaultScript)? {
    guard let question = message.questions.first else { return nil }
    let (query, script) = state.withLock { state in
      let number = state.queries.count { $0.question == question } + 1
      let query = FaultQuery(message: message, transport: transport, number: number)
      state.queries.append(query)
      return (query, state.script)
    }
    return (query, script(query))
  }

  private func listen(on loop: any EventLoop, withTCP: Bool) async throws {
    let host = host.description
    let other = try await DatagramBootstrap(group: loop).bind(host: host, port: 0).get()
    keep(other)
    let datagrams = try await DatagramBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FaultDatagramHandler(self, otherPort: other))
        }
      }
      .bind(host: host, port: 0).get()
    keep(datagrams)
    let port = datagrams.localAddress?.port ?? 0
    self.port.withLock { $0 = port }
    guard withTCP else { return }
    keep(
      try await ServerBootstrap(group: loop)
        .childChannelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(FaultStreamHandler(self))
          }
        }
        .bind(host: host, port: port).get())
  }

  private func keep(_ channel: any Channel) {
    channels.withLock { $0.append(channel) }
  }
}
