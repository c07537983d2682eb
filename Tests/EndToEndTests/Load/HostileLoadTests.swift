import Foundation
import Synchronization
import Testing

@testable import Demo

/// The release program under load that no service should mind. Latencies are printed and never asserted.
@Suite(.serialized) struct HostileLoadTests {
  private static let each = 2000

  @Test func Slow_clients_by_the_thousand_are_cut_and_a_healthy_one_is_served_all_the_while() async throws {
    BlockingSocket.raiseLimit()
    let program = try Program(
      "weather", [],
      ["HTTP_HEAD_TIMEOUT": "4s", "HTTP_BODY_TIMEOUT": "4s", "HTTP_BODY_GRACE": "1s"])
    let port = try await Self.port(of: program)
    let alone = try await onThread { try Self.latencies(port: port) { count in count < 3000 } }

    let isOver = Atomic(false)
    async let attack = onThread {
      defer { isOver.store(true, ordering: .relaxed) }
      return try SlowClients(port: port, kinds: SlowClients.kinds).run(Self.each, limit: .seconds(40))
    }
    let attacked = try await onThread {
      try Self.latencies(port: port) { _ in !isOver.load(ordering: .relaxed) }
    }
    let outcome = try await attack
    let memory = ProcessTable.peakMemory(program.child.pid)
    print(
      "\(2 * Self.each) slow clients: p99 alone \(alone.p99), under attack \(attacked.p99) "
        + "(\(attacked.count) requests), peak memory \(memory / 1024) MiB, "
        + "all connected after \(outcome.connecting), longest hostile connection \(outcome.longest)")
    #expect(alone.failed == 0 && attacked.failed == 0 && attacked.count > 100)
    #expect(outcome.left == 0, "every slow client was cut")
    // 18 KiB for each of 4,000 connections, the program itself included.
    #expect(memory < 72 * 1024)
    #expect(await program.stop() == .exited(code: 0))
  }

  @Test func Stop_under_load_fails_no_request_of_200_keep_alive_clients() async throws {
    BlockingSocket.raiseLimit()
    let program = try Program("weather", [], ["HTTP_DRAIN_GRACE": "2s"])
    let port = try await Self.port(of: program)
    let begun = Atomic(false)
    async let load = onThread { try Self.load(port: port, clients: 200, begun: begun) }
    while !begun.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(10)) }
    program.signal(SIGTERM)
    let clients = try await load
    let end = await program.child.exitStatus
    let answered = clients.reduce(0) { $0 + $1.answered }
    let failed = clients.reduce(0) { $0 + $1.failed }
    print("SIGTERM under load: \(answered) requests of 200 clients answered, \(failed) failed")
    #expect(failed == 0 && answered > 2000)
    #expect(clients.allSatisfy { $0.closes >= 1 }, "each was told to close")
    #expect(end == .exited(code: 0))
    #expect(program.errors.isEmpty)
  }

  private static func port(of program: Program) async throws -> Int {
    try #require(URL(string: try await program.url())?.port)
  }

  /// Asks one after another while `goesOn`.
  private static func latencies(
    port: Int, while goesOn: (_ count: Int) -> Bool
  ) throws -> (p99: Duration, count: Int, failed: Int) {
    var client = try KeepAliveClient(port: port)
    defer { client.drop() }
    var times: [Duration] = []
    while goesOn(times.count), client.socket != nil {
      let (start, before) = (ContinuousClock.now, client.answered + client.failed)
      while client.answered + client.failed == before, client.socket != nil { client.advance(wait: true) }
      times.append(start.duration(to: .now))
    }
    times.sort()
    return (times.isEmpty ? .zero : times[times.count * 99 / 100], times.count, client.failed)
  }

  /// All clients ask at once and go on until the server is gone. Blocks.
  private static func load(port: Int, clients count: Int, begun: borrowing Atomic<Bool>) throws -> [KeepAliveClient] {
    var clients = try (0..<count).map { _ in try KeepAliveClient(port: port) }
    while clients.contains(where: { $0.socket != nil }) {
      var waiting = clients.map { pollfd(fd: $0.socket?.descriptor ?? -1, events: Int16(POLLIN), revents: 0) }
      guard poll(&waiting, nfds_t(waiting.count), 30_000) > 0 else { break }
      for index in clients.indices where waiting[index].revents != 0 { clients[index].advance(wait: false) }
      if clients.reduce(0, { $0 + $1.answered }) > 5000 { begun.store(true, ordering: .relaxed) }
    }
    return clients
  }
}
