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
      // Reading is by demand, and a client that has sent its request may close its half before it reads the answer.
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
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
  /// reset them. So accepting goes on until for a moment none came. Where they never stop coming, it ends after
  /// ``mostRounds``, and where the connections are at their limit, what waits is reset.
  func stopAccepting() async {
    var emptyRounds = 0
    for _ in 0..<Self.mostRounds where emptyRounds < 2 {
      guard let accepted = try? await acceptedInOneRound() else { break }
      emptyRounds = accepted > 0 ? 0 : emptyRounds + 1
    }
    try? await channel.close().get()
  }

  /// A turn of every event loop, so that accepted connections are with their own, and a moment.
  private func acceptedInOneRound() async throws -> Int {
    try await channel.eventLoop.scheduleTask(in: .milliseconds(2)) {}.futureResult.get()
    for loop in group.makeIterator() { try await loop.submit {}.get() }
    return try await channel.eventLoop.submit { [gate] in gate.value.takeCount() }.get()
  }

  private static let mostRounds = 500
}
