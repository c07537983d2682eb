import DNS
import Testing
import Timing
import TimingTesting

/// Which server is asked, when, how often and in which way.
@Suite struct ServerChoiceTests {
  private static func answer(_ query: ScriptedTransport.Query) -> ScriptedTransport.Act {
    .say([.reply(to: query, .noError, [a("w.test", "10.1.1.1")])])
  }

  @Test func A_silent_server_is_asked_for_250_500_1000_and_250_ms() async {
    let bench = ClientBench { _ in .silence }
    let failure = await bench.runningTime { await bench.failure() }
    #expect(failure?.code == .timedOut)
    #expect(bench.transport.queries.count == 4)
    #expect(bench.time.elapsed == .seconds(2))
    #expect(bench.transport.openCount == 0)
  }

  @Test func The_callers_deadline_ends_it_sooner() async {
    let bench = ClientBench { _ in .silence }
    let failure = await bench.runningTime { await bench.failure(within: .milliseconds(300)) }
    #expect(failure?.code == .timedOut)
    #expect(bench.time.elapsed == .milliseconds(300))
    #expect(bench.transport.queries.count == 2)
  }

  @Test func Nothing_is_asked_behind_the_deadline() async {
    let bench = ClientBench { Self.answer($0) }
    #expect(await bench.failure(within: .zero)?.code == .timedOut)
    #expect(bench.transport.queries.isEmpty)
  }

  @Test func A_silent_server_costs_250_ms_once_and_then_comes_last() async {
    let bench = ClientBench(servers: [.first, .second]) { $0.server == .first ? .silence : Self.answer($0) }
    let first = await bench.runningTime { try? await bench.lookup() }
    #expect(first?.server == .second)
    #expect(bench.time.elapsed == .milliseconds(250))
    let second = await bench.runningTime { try? await bench.lookup() }
    #expect(second?.server == .second)
    #expect(bench.transport.queries.map(\.server) == [.first, .second, .second])
  }

  @Test func The_second_round_gives_each_server_twice_the_time() async {
    let bench = ClientBench(servers: [.first, .second]) { _ in .silence }
    _ = await bench.runningTime { await bench.failure(within: .milliseconds(1500)) }
    #expect(bench.transport.queries.map(\.server) == [.first, .second, .first, .second])
    #expect(bench.time.elapsed == .milliseconds(1500))
  }

  @Test(arguments: [ResponseCode.serverFailure, .refused, .notImplemented, ResponseCode(9)])
  func A_server_that_cannot_answer_is_followed_by_the_next(code: ResponseCode) async throws {
    let bench = ClientBench(servers: [.first, .second]) {
      $0.server == .first ? .say([.reply(to: $0, code)]) : Self.answer($0)
    }
    #expect(try await bench.lookup().server == .second)
    #expect(bench.time.elapsed == .zero)
  }

  @Test func A_server_that_is_not_there_is_followed_by_the_next() async throws {
    let bench = ClientBench(servers: [.first, .second]) {
      $0.server == .first ? .fail(.unreachable) : Self.answer($0)
    }
    #expect(try await bench.lookup().server == .second)
    #expect(bench.transport.queries.count == 2)
  }

  /// RFC 9520 section 3.1.
  @Test func Servers_that_cannot_answer_are_asked_once_only() async {
    let bench = ClientBench(servers: [.first, .second]) { .say([.reply(to: $0, .serverFailure)]) }
    #expect(await bench.failure()?.code == .serverFailure)
    #expect(bench.transport.queries.count == 2)
    #expect(bench.time.elapsed == .zero)
  }

  @Test func A_referral_is_no_answer() async throws {
    let delegation = ResourceRecord(name: name("test"), ttl: 60, data: .ns(name("ns.test")))
    let bench = ClientBench(servers: [.first, .second]) {
      $0.server == .first ? .say([.reply(to: $0, authorities: [delegation])]) : Self.answer($0)
    }
    #expect(try await bench.lookup().server == .second)
  }

  @Test func Truncated_means_the_same_question_by_TCP() async throws {
    let bench = ClientBench { query in
      guard query.transport == .udp else { return Self.answer(query) }
      var cut = Message.reply(to: query, .noError, [a("w.test", "6.6.6.6")])
      cut.flags.isTruncated = true
      return .say([cut])
    }
    let answer = try await bench.lookup()
    #expect(answer.transport == .tcp)
    #expect(answer.records == [a("w.test", "10.1.1.1")])
    #expect(bench.transport.queries.map(\.transport) == [.udp, .tcp])
    #expect(Set(bench.transport.queries.map(\.question)).count == 1)
  }

  @Test func Truncated_within_a_record_means_TCP_too() async throws {
    let bench = ClientBench { query in
      guard query.transport == .udp else { return Self.answer(query) }
      var cut = Message.reply(to: query, .noError, [a("w.test", "6.6.6.6")])
      cut.id = query.message.id
      cut.flags.isResponse = true
      cut.flags.isTruncated = true
      return .sayBytes([Array(MessageEncoder.encode(cut).dropLast(3))])
    }
    #expect(try await bench.lookup().transport == .tcp)
  }

  @Test func A_malformed_reply_is_followed_by_the_next_server() async throws {
    let bench = ClientBench(servers: [.first, .second]) { query in
      guard query.server == .first else { return Self.answer(query) }
      var broken = Message.reply(to: query, .noError, [a("w.test", "6.6.6.6")])
      broken.id = query.message.id
      broken.flags.isResponse = true
      return .sayBytes([Array(MessageEncoder.encode(broken).dropLast(3))])
    }
    #expect(try await bench.lookup().server == .second)
  }

  @Test func By_TCP_means_TCP_from_the_start() async throws {
    let bench = ClientBench { Self.answer($0) }
    #expect(try await bench.lookup(over: .tcp).transport == .tcp)
    #expect(bench.transport.queries.map(\.transport) == [.tcp])
  }

  /// RFC 6891 section 7.
  @Test(arguments: [ResponseCode.formatError, .notImplemented, .badVersion])
  func A_server_that_does_not_know_OPT_is_asked_without(code: ResponseCode) async throws {
    let bench = ClientBench { query in
      guard query.message.extensions != nil else { return Self.answer(query) }
      var reply = Message.reply(to: query, code)
      reply.extensions = .init(payloadSize: 512)
      return .say([reply])
    }
    _ = try await bench.lookup()
    #expect(bench.transport.queries.map { $0.message.extensions != nil } == [true, false])
  }

  @Test func And_only_once() async {
    let bench = ClientBench { .say([.reply(to: $0, .formatError)]) }
    #expect(await bench.failure()?.code == .serverFailure)
    #expect(bench.transport.queries.count == 2)
  }
}

@Suite struct LookupCancellationTests {
  @Test func A_cancelled_caller_gets_an_end_at_once_and_leaves_nothing_open() async {
    let bench = ClientBench { _ in .silence }
    let lookup = Task { await bench.failure() }
    while !bench.transport.isSilent { await Task.yield() }
    lookup.cancel()
    #expect(await lookup.value?.code == .cancelled)
    #expect(bench.transport.openCount == 0)
    #expect(bench.time.elapsed == .zero)
  }
}
