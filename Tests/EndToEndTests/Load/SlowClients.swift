import Foundation

/// Many clients that each send a byte a second of what never ends.
struct SlowClients: Sendable {
  struct Outcome: Sendable {
    /// How long the longest connection lived.
    var longest = Duration.zero
    /// How long it took until all were connected; none is looked at before.
    var connecting = Duration.zero
    var left = 0
  }

  let port: Int
  /// What each of them begins with, and what it goes on with, byte by byte.
  let kinds: [(beginning: String, rest: String)]

  static let kinds = [
    // Slowloris: a head without an end.
    (beginning: "GET /weather/Paris HTTP/1.1\r\nHost: a\r\n", rest: "X: y"),
    // Drip-feed: a body that takes a quarter of an hour, of a request that was answered already.
    (beginning: "POST /weather/Paris HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n", rest: "body"),
  ]

  /// Connects `count` of each kind and returns when the server has cut all, or after `limit`. Blocks.
  func run(_ count: Int, limit: Duration) throws -> Outcome {
    let beginning = ContinuousClock.now
    var clients: [(socket: BlockingSocket, since: ContinuousClock.Instant, rest: String)] = []
    for _ in 0..<count {
      for kind in kinds {
        let socket = try BlockingSocket(port: port)
        try socket.send(kind.beginning)
        clients.append((socket, .now, kind.rest))
      }
    }
    var outcome = Outcome()
    let start = ContinuousClock.now
    outcome.connecting = beginning.duration(to: start)
    var tick = 0
    while !clients.isEmpty, start.duration(to: .now) < limit {
      // A tenth of them at a time, so that a second's bytes do not come all at once.
      for index in clients.indices.reversed() where index % 10 == tick % 10 {
        let client = clients[index]
        let letter = client.rest.utf8.dropFirst(tick / 10 % client.rest.utf8.count).first ?? 0
        var isOver = (try? client.socket.send(String(UnicodeScalar(letter)))) == nil
        while !isOver, case .some(let arrived) = Optional(client.socket.receive(wait: false)) {
          if case .nothing = arrived { break }
          if case .end = arrived { isOver = true }
        }
        if isOver {
          outcome.longest = max(outcome.longest, client.since.duration(to: .now))
          client.socket.close()
          clients.swapAt(index, clients.count - 1)
          clients.removeLast()
        }
      }
      tick += 1
      usleep(100_000)
    }
    for client in clients { client.socket.close() }
    outcome.left = clients.count
    return outcome
  }
}
