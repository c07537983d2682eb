import Synchronization

/// The servers to ask, beginning with the one that answered last: a dead first server costs its timeout once and not with
/// every question.
final class ServerRotation: Sendable {
  private let servers: [ServerAddress]
  private let first = Mutex(0)

  init(_ servers: [ServerAddress]) {
    self.servers = servers
  }

  var inOrder: [ServerAddress] {
    let first = first.withLock { $0 }
    return Array(servers[first...] + servers[..<first])
  }

  func answered(_ server: ServerAddress) {
    guard let index = servers.firstIndex(of: server) else { return }
    first.withLock { $0 = index }
  }
}
