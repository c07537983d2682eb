import NIOCore
import NIOPosix

/// A listening socket with the connections it accepts.
struct Listener: Sendable {
  let channel: any Channel
  private let gate: NIOLoopBound<AcceptGate>
  private let group: any EventLoopGroup

  /// Listens. Throws ``ServerError`` where the address cannot be bound. Listeners that share a `limit` have that many
  /// connections between them.
  init(
    host: String, port: Int, group: any EventLoopGroup, limit: ConnectionLimit, environment: ConnectionEnvironment
  ) async throws {
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // The gate counts connections by reads.
      .serverChannelOption(.maxMessagesPerRead, value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(AcceptGate(limit: limit, logger: environment.logger))
        }
      }
      // The handler asks for each read, and a client may close its half before it has read the answer.
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      // Starts small and grows with what comes. A body in pieces of 128 KiB wakes its handler half as often as NIO's
      // usual 64 KiB do; more than that gains nothing.
      .childChannelOption(
        .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 2048, maximum: 128 * 1024)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            ConnectionHandler(environment: environment, acceptedAt: channel.eventLoop.now))
        }
      }
    let channel: any Channel
    do {
      channel = try await bootstrap.bind(host: host, port: port).get()
    } catch {
      throw ServerError.binding(host, port, error)
    }
    self.group = group
    self.channel = channel
    gate = try await channel.eventLoop.submit {
      NIOLoopBound(
        try channel.pipeline.syncOperations.handler(type: AcceptGate.self), eventLoop: channel.eventLoop)
    }.get()
  }

  /// Stops listening once nobody waits to be accepted.
  ///
  /// Connections in the system's queue are established as far as their clients can tell, and closing the socket would
  /// reset them. So accepting goes on until the queue is empty. Where connections never stop coming, that ends after
  /// ``mostRounds``; where they are at their limit, those that wait are reset.
  func stopAccepting() async {
    for _ in 0..<Self.mostRounds {
      guard let isClosed = try? await closeIfNobodyWaits() else { break }
      if isClosed { return }
    }
    try? await channel.close().get()
  }

  /// Looks at the queue and closes in one turn of the loop, so that nobody can come between.
  private func closeIfNobodyWaits() async throws -> Bool {
    try await channel.eventLoop.scheduleTask(in: .milliseconds(1)) {}.futureResult.get()
    // Turns of all loops, after which connections accepted before have reached their own.
    for _ in 0..<3 {
      for loop in group.makeIterator() { try await loop.submit {}.get() }
    }
    return try await channel.eventLoop.flatSubmit { [channel, gate] in
      let isQuiet = gate.value.takeCount() == 0
      return queueLength().flatMap { waiting in
        guard isQuiet, waiting == 0 else { return channel.eventLoop.makeSucceededFuture(false) }
        return channel.close().map { true }
      }
    }.get()
  }

  /// Connections that the system has made and nobody has accepted. For a listening socket it stands in this field of
  /// `tcp_info`.
  private func queueLength() -> EventLoopFuture<Int> {
    guard let options = channel as? any SocketOptionProvider else { return channel.eventLoop.makeSucceededFuture(0) }
    return options.getTCPInfo().map { Int($0.tcpi_unacked) }
  }

  private static let mostRounds = 500
}
