import Logging
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import HTTPServer

struct ConnectionLimitTests {
  private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

  private final class Listening: Sendable {
    private let wakeUps = Mutex(0)

    var woken: Int { wakeUps.withLock { $0 } }

    func takes(from limit: ConnectionLimit) -> Bool {
      limit.take(for: ObjectIdentifier(self)) { self.wakeUps.withLock { $0 += 1 } }
    }
  }

  @Test func Places_are_taken_until_none_is_free() {
    let (limit, one) = (ConnectionLimit(2), Listening())
    let taken = (0..<4).map { _ in one.takes(from: limit) }
    #expect(taken == [true, true, false, false])
  }

  @Test func Place_that_is_given_back_goes_to_the_first_in_line_and_to_nobody_else() {
    let (limit, one, two, three) = (ConnectionLimit(1), Listening(), Listening(), Listening())
    #expect(one.takes(from: limit))
    #expect(!one.takes(from: limit) && !two.takes(from: limit))
    limit.giveBack()
    #expect(one.woken == 1 && two.woken == 0)
    #expect(!three.takes(from: limit), "the place belongs to whom it was given")
    limit.giveBack()
    #expect(one.woken == 1 && two.woken == 1 && three.woken == 0)
  }

  @Test func Listener_that_closes_leaves_the_line_or_gives_back_what_it_got() {
    let (limit, one, two) = (ConnectionLimit(1), Listening(), Listening())
    #expect(one.takes(from: limit) && !two.takes(from: limit))
    #expect(limit.withdraw(ObjectIdentifier(two)))
    #expect(!limit.withdraw(ObjectIdentifier(two)))
    limit.giveBack()
    #expect(two.woken == 0 && one.takes(from: limit))
  }

  /// Takes places one after another for one listener, and gives each back from another task.
  private final class Places: Sendable {
    let limit = ConnectionLimit(3)
    let open = Mutex((now: 0, most: 0, total: 0))

    func take(_ count: Int) async {
      let listener = Listening()
      for _ in 0..<count {
        await withCheckedContinuation { continuation in
          if limit.take(for: ObjectIdentifier(listener), orWake: { continuation.resume() }) { continuation.resume() }
        }
        open.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1) }
        Task {
          await Task.yield()
          self.open.withLock { $0.now -= 1 }
          self.limit.giveBack()
        }
      }
    }
  }

  @Test func No_wake_up_is_lost_between_threads() async {
    let places = Places()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { await places.take(500) } }
    }
    let open = places.open.withLock { $0 }
    #expect(open.total == 2000 && open.most <= 3)
  }

  @Test func Connection_over_the_limit_waits_for_another_to_close_and_is_not_reset() async throws {
    var limits = Limits()
    limits.connections = 3
    let handler = ClosureHandler { _ in .text("ok") }
    try await withServer(handler, limits: limits) { server in
      var clients: [RawClient] = []
      for _ in 0..<8 {
        let client = try await server.connect()
        try await client.send(Self.get)
        clients.append(client)
      }
      // Those that are answered first are the first three; each that closes lets the next one in.
      for (index, client) in clients.enumerated() {
        #expect(try await client.read(until: "ok").hasPrefix("HTTP/1.1 200"))
        let waiting = clients.dropFirst(index + 3)
        for client in waiting { #expect(try await client.readSoFar() == "") }
        try await client.close()
      }
    }
  }

  @Test func Listeners_that_share_a_limit_never_pass_it() async throws {
    var limits = Limits()
    limits.connections = 4
    let registry = ConnectionRegistry()
    let group = MultiThreadedEventLoopGroup.singleton
    let environment = ConnectionEnvironment(
      limits: limits, halfClose: .cancels, standingFields: StandingFields(),
      handler: ClosureHandler { _ in .text("ok") }, observer: nil, registry: registry,
      executors: LoopExecutors(group), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let limit = ConnectionLimit(4)
    var listeners: [Listener] = []
    for _ in 0..<2 {
      listeners.append(
        try await Listener(host: "127.0.0.1", port: 0, group: group, limit: limit, environment: environment))
    }
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      for index in 0..<60 {
        let port = listeners[index % 2].channel.localAddress?.port ?? 0
        tasks.addTask {
          let client = try await RawClient(port: port)
          try await client.send(Self.get)
          #expect(try await client.read(until: "ok").hasSuffix("ok"))
          #expect(registry.count <= 4)
          try await client.close()
        }
      }
      try await tasks.waitForAll()
    }
    for listener in listeners { await listener.stopAccepting() }
    await registry.waitUntilEmpty(timeout: .seconds(10))
    #expect(registry.count == 0)
  }
}
