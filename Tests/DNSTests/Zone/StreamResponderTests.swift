import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import DNS

@Suite struct StreamResponderTests {
  /// Gives back each query with a mark behind it; nothing for the query 0.
  private static let echo: QueryResponse = { query, _ in query == [0] ? nil : query + [0xFF] }

  private func connect(
    _ limits: ZoneServerLimits = ZoneServerLimits(), respond: @escaping QueryResponse = echo
  ) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: StreamResponder(limits: limits, respond: respond))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 53)).wait()
    return channel
  }

  private func output(_ channel: EmbeddedChannel) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let buffer = try channel.readOutbound(as: ByteBuffer.self) { bytes += buffer.readableBytesView }
    return bytes
  }

  @Test func Queries_are_answered_in_their_order_however_they_are_cut() throws {
    let stream: [UInt8] = [0, 2, 1, 2, 0, 1, 3, 0, 3, 4, 5, 6]
    let answers: [UInt8] = [0, 3, 1, 2, 0xFF, 0, 2, 3, 0xFF, 0, 4, 4, 5, 6, 0xFF]
    for cut in 0...stream.count {
      let channel = try connect()
      try channel.writeInbound(ByteBuffer(bytes: stream[..<cut]))
      try channel.writeInbound(ByteBuffer(bytes: stream[cut...]))
      #expect(try output(channel) == answers)
      _ = try channel.finish(acceptAlreadyClosed: true)
    }
    let channel = try connect()
    for byte in stream { try channel.writeInbound(ByteBuffer(bytes: [byte])) }
    #expect(try output(channel) == answers)
    _ = try channel.finish(acceptAlreadyClosed: true)
  }

  @Test func What_must_not_be_answered_is_passed_over() throws {
    let channel = try connect()
    try channel.writeInbound(ByteBuffer(bytes: [0, 1, 0, 0, 1, 7]))
    #expect(try output(channel) == [0, 2, 7, 0xFF])
    _ = try channel.finish()
  }

  @Test func A_query_over_the_limit_or_of_no_length_closes_the_connection() throws {
    for length: [UInt8] in [[0, 5], [0xFF, 0xFF], [0, 0]] {
      let channel = try connect(ZoneServerLimits(queryBytes: 4))
      try channel.writeInbound(ByteBuffer(bytes: [0, 1, 9] + length))
      #expect(!channel.isActive)
      #expect(try output(channel) == [0, 2, 9, 0xFF])
    }
  }

  @Test func A_connection_without_a_whole_query_is_closed_after_the_idle_time() throws {
    let channel = try connect(ZoneServerLimits(idleTime: .seconds(10)))
    channel.embeddedEventLoop.advanceTime(by: .seconds(9))
    try channel.writeInbound(ByteBuffer(bytes: [0, 1]))
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(1))
    #expect(!channel.isActive)
  }

  @Test func Each_whole_query_begins_the_idle_time_anew() throws {
    let channel = try connect(ZoneServerLimits(idleTime: .seconds(10)))
    for _ in 0..<3 {
      channel.embeddedEventLoop.advanceTime(by: .seconds(9))
      try channel.writeInbound(ByteBuffer(bytes: [0, 1, 9]))
    }
    #expect(channel.isActive)
    channel.embeddedEventLoop.advanceTime(by: .seconds(10))
    #expect(!channel.isActive)
  }

  @Test func Where_the_asker_takes_no_answers_no_more_queries_are_read_or_answered() throws {
    let count = Mutex(0)
    let channel = try connect { query, _ in
      count.withLock { $0 += 1 }
      return query
    }
    channel.isWritable = false
    try channel.writeInbound(ByteBuffer(bytes: [0, 1, 9]))
    channel.read()
    #expect(count.withLock { $0 } == 0)
    channel.isWritable = true
    channel.pipeline.fireChannelWritabilityChanged()
    #expect(count.withLock { $0 } == 1)
    #expect(try output(channel) == [0, 1, 9])
    _ = try channel.finish()
  }
}
