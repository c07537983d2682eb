import Foundation
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import DNS

/// The server on real sockets.
@Suite struct ZoneServerTests {
  private func start(_ store: ZoneStore, _ limits: ZoneServerLimits = ZoneServerLimits()) async throws -> ZoneServer {
    try await ZoneServer.start(
      on: ServerAddress(.v4(0x7F00_0001), port: 0), store: store, limits: limits,
      logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
  }

  private func store(_ zones: Zone...) throws -> ZoneStore {
    ZoneStore(try ZoneSet(zones))
  }

  @Test func A_port_in_use_is_named() async throws {
    let server = try await start(ZoneStore())
    let error = await #expect(throws: ZoneServerError.self) {
      _ = try await ZoneServer.start(
        on: server.address, store: ZoneStore(),
        logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }
    #expect(error?.message.contains("127.0.0.1:\(server.address.port)") == true)
    await server.stop()
  }

  @Test func A_connection_beyond_the_limit_is_closed_and_one_that_ends_makes_room() async throws {
    let server = try await start(ZoneStore(), ZoneServerLimits(connections: 1, idleTime: .seconds(3600)))
    let first = try await connect(server)
    // The server has taken it in once it answers on it.
    #expect(try await first.ask([0x12, 0x34, 0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0]).count == 14)
    let second = try await connect(server)
    try await second.channel.closeFuture.get()
    try await first.channel.close().get()
    var answer: [UInt8] = []
    for _ in 0..<1000 where answer.isEmpty {
      let third = try await connect(server)
      answer = (try? await third.ask([0x12, 0x34, 0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0])) ?? []
      try? await third.channel.close().get()
    }
    #expect(answer.count == 14)
    await server.stop()
  }

  @Test func A_stopped_server_closes_its_connections_and_gives_its_port_back() async throws {
    let server = try await start(ZoneStore())
    let client = try await connect(server)
    _ = try await client.ask([0x12, 0x34, 0x28, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    await server.stop()
    try await client.channel.closeFuture.get()
    await #expect(throws: (any Error).self) { _ = try await connect(server) }
  }

  @Suite(.enabled(if: Dig.path != nil, "\(Dig.absence)")) struct WithDig {
    private func start(_ zones: Zone...) async throws -> (ZoneServer, ZoneStore) {
      let store = ZoneStore(try ZoneSet(zones))
      return (try await ZoneServerTests().start(store), store)
    }

    @Test func Dig_reads_an_answer_of_each_type() async throws {
      let (server, _) = try await start(
        ZoneText.zone(
          "consul", negativeTTL: 0, "weather.service.consul 0 SRV 1 1 4567 7f000103.addr.dc1.consul",
          "7f000103.addr.dc1.consul 0 A 127.0.1.3", "six.consul 0 AAAA 2001:db8::1",
          "alias.consul 0 CNAME 7f000103.addr.dc1.consul", "text.consul 0 TXT hello"))
      let port = server.address.port
      let srv = try await Dig.ask(port, "weather.service.consul", "SRV")
      #expect(srv.contains("flags: qr aa rd;") && srv.contains("status: NOERROR") && srv.contains("ADDITIONAL: 2"))
      #expect(srv.contains(/weather\.service\.consul\.\s+0\s+IN\s+SRV\s+1 1 4567 7f000103\.addr\.dc1\.consul\./))
      #expect(srv.contains(/7f000103\.addr\.dc1\.consul\.\s+0\s+IN\s+A\s+127\.0\.1\.3/))
      #expect(try await Dig.ask(port, "+short", "alias.consul").split(separator: "\n").last == "127.0.1.3")
      #expect(try await Dig.ask(port, "+short", "six.consul", "AAAA") == "2001:db8::1\n")
      #expect(try await Dig.ask(port, "+short", "text.consul", "TXT") == "\"hello\"\n")
      let soa = try await Dig.ask(port, "nothing.consul")
      #expect(soa.contains("status: NXDOMAIN"))
      #expect(soa.contains(/consul\.\s+0\s+IN\s+SOA\s+ns\.consul\. hostmaster\.consul\. 1 3600 600 86400 0/))
      await server.stop()
    }

    @Test func Dig_asks_by_TCP_for_what_does_not_fit() async throws {
      let (server, _) = try await start(ZoneText.many(300))
      let port = server.address.port
      let answer = try await Dig.ask(port, "many.example.test")
      #expect(answer.contains("Truncated, retrying in TCP mode") && answer.contains("ANSWER: 300"))
      let cut = try await Dig.ask(port, "+ignore", "many.example.test")
      #expect(cut.contains("flags: qr aa tc rd;"))
      let small = try await Dig.ask(port, "+ignore", "+noedns", "many.example.test")
      #expect(small.contains("tc") && small.contains(/MSG SIZE\s+rcvd: (4|5)\d\d\n/))
      await server.stop()
    }

    @Test func Dig_is_told_what_is_not_answered() async throws {
      let (server, _) = try await start(ZoneText.many(1))
      let port = server.address.port
      #expect(try await Dig.ask(port, "www.example.com").contains("status: REFUSED"))
      #expect(try await Dig.ask(port, "+tcp", "example.test", "AXFR").contains("Transfer failed"))
      #expect(try await Dig.ask(port, "+opcode=NOTIFY", "example.test", "SOA").contains("status: NOTIMP"))
      #expect(try await Dig.ask(port, "+edns=1", "+noednsneg", "example.test").contains("status: BADVERS"))
      #expect(try await Dig.ask(port, "-c", "CH", "version.bind", "TXT").contains("status: REFUSED"))
      #expect(try await Dig.ask(port, "+notcp", "many.example.test", "ANY").contains("RFC8482"))
      #expect(try await Dig.ask(port, "+header-only").contains("status: FORMERR"))
      await server.stop()
    }

    @Test func A_change_is_seen_by_the_next_answer_and_several_queries_go_over_one_connection() async throws {
      let (server, store) = try await start(ZoneText.zone("example.test", "a.example.test 5 A 10.0.0.1"))
      let port = server.address.port
      let both = try await Dig.ask(port, "+tcp", "+keepopen", "+short", "a.example.test", "A", "a.example.test", "A")
      #expect(both == "10.0.0.1\n10.0.0.1\n")
      store.replace(try ZoneSet([ZoneText.zone("example.test", "a.example.test 5 A 10.0.0.2")]), revision: 1)
      #expect(try await Dig.ask(port, "+short", "a.example.test") == "10.0.0.2\n")
      await server.stop()
    }
  }
}

/// A TCP connection to the server under test.
private struct StreamClient {
  let channel: any Channel
  let answers: AsyncStream<ByteBuffer>

  /// The bytes of one answer with its length; empty where the connection ends instead.
  func ask(_ query: [UInt8]) async throws -> [UInt8] {
    var bytes = ByteBuffer()
    bytes.writeInteger(UInt16(query.count))
    bytes.writeBytes(query)
    try await channel.writeAndFlush(bytes).get()
    for await answer in answers { return Array(answer.readableBytesView) }
    return []
  }
}

private func connect(_ server: ZoneServer) async throws -> StreamClient {
  let (answers, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
  let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
    .channelInitializer { channel in
      channel.closeFuture.whenComplete { _ in continuation.finish() }
      return channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(Collector(continuation: continuation))
      }
    }
    .connect(host: "127.0.0.1", port: Int(server.address.port)).get()
  return StreamClient(channel: channel, answers: answers)
}

private final class Collector: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let continuation: AsyncStream<ByteBuffer>.Continuation

  init(continuation: AsyncStream<ByteBuffer>.Continuation) { self.continuation = continuation }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { continuation.yield(unwrapInboundIn(data)) }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
