import DNS
import Testing
import TimingTesting

/// What a reply says: records through a chain of CNAMEs, or that there are none, and for how long.
@Suite struct AnswerReadingTests {
  private func bench(
    _ answers: [ResourceRecord], _ code: ResponseCode = .noError, authorities: [ResourceRecord] = []
  ) -> ClientBench {
    ClientBench { .say([.reply(to: $0, code, answers, authorities: authorities)]) }
  }

  /// `w.test` over `count` records to an address.
  private static func chain(_ count: Int) -> [ResourceRecord] {
    (0..<count).map { cname($0 == 0 ? "w.test" : "n\($0).test", "n\($0 + 1).test") }
      + [a(count == 0 ? "w.test" : "n\(count).test", "10.1.1.1")]
  }

  @Test(arguments: 0...8) func A_chain_of_up_to_eight_is_followed(count: Int) async throws {
    let bench = bench(Self.chain(count).reversed())
    let answer = try await bench.lookup()
    #expect(answer.records.map(\.data) == [.a(0x0A01_0101)])
    #expect(answer.aliases == Array(Self.chain(count).prefix(count)))
    #expect(bench.transport.queries.count == 1)
  }

  @Test func A_chain_of_nine_is_not() async {
    let bench = bench(Self.chain(9))
    #expect(await bench.failure()?.code == .malformed)
    #expect(bench.transport.queries.count == 1)
  }

  @Test(arguments: [["w.test", "w.test"], ["w.test", "b.test", "w.test"], ["w.test", "b.test", "c.test", "b.test"]])
  func A_chain_that_leads_back_is_refused(names: [String]) async throws {
    let bench = bench(zip(names, names.dropFirst()).map { cname($0, $1) })
    let failure = try #require(await bench.failure())
    #expect(failure.code == .malformed)
    #expect(failure.message.contains("leads back to"))
  }

  /// RFC 1034 section 3.6.2.
  @Test func The_TTL_is_the_least_along_the_way() async throws {
    let records = [
      cname("w.test", "lb.test", ttl: 300), a("lb.test", "10.1.1.1", ttl: 60), a("lb.test", "10.1.1.2", ttl: 9),
    ]
    #expect(try await bench(records).lookup().ttl == .seconds(9))
    #expect(
      try await bench([cname("w.test", "lb.test", ttl: 5), a("lb.test", "10.1.1.1", ttl: 60)]).lookup().ttl
        == .seconds(5))
  }

  @Test func A_chain_that_leaves_the_answer_is_asked_on() async throws {
    let bench = ClientBench { query in
      switch query.question?.name.description {
      case "w.test.": .say([.reply(to: query, .noError, [cname("w.test", "lb.example", ttl: 300)])])
      default: .say([.reply(to: query, .noError, [a("lb.example", "10.1.1.1", ttl: 60)])])
      }
    }
    let answer = try await bench.lookup()
    #expect(answer.question == Question(name: name("w.test"), type: .a))
    #expect(answer.records == [a("lb.example", "10.1.1.1", ttl: 60)])
    #expect(answer.aliases.count == 1)
    #expect(answer.ttl == .seconds(60))
    #expect(bench.transport.queries.count == 2)
  }

  @Test func And_no_farther_than_eight_names() async {
    let bench = ClientBench { query in
      guard let asked = query.question?.name, let next = try? asked.prefixed(by: "x") else { return .silence }
      return .say([
        .reply(to: query, .noError, [ResourceRecord(name: asked, ttl: 1, data: .cname(next))])
      ])
    }
    #expect(await bench.failure()?.code == .malformed)
    #expect(bench.transport.queries.count == 9)
  }

  @Test func And_not_in_a_circle() async {
    let bench = ClientBench { query in
      let isFirst = query.question?.name == name("w.test")
      return .say([.reply(to: query, .noError, [isFirst ? cname("w.test", "b.test") : cname("b.test", "w.test")])])
    }
    #expect(await bench.failure()?.code == .malformed)
    #expect(bench.transport.queries.count == 2)
  }

  @Test func Records_of_other_names_and_types_are_no_answer() async throws {
    let bench = bench([a("other.test", "6.6.6.6"), srv("w.test", "x.test")])
    #expect(await bench.failure()?.code == .noData)
  }

  @Test func Names_match_whatever_their_case() async throws {
    #expect(try await bench([a("W.TEST", "10.1.1.1")]).lookup().records.count == 1)
  }

  @Test func Who_asks_for_a_CNAME_gets_it() async throws {
    let answer = try await bench([cname("w.test", "lb.test")]).lookup("w.test", .cname)
    #expect(answer.records == [cname("w.test", "lb.test")])
    #expect(answer.aliases.isEmpty)
  }

  @Test func SRV_records_come_with_what_was_added() async throws {
    let bench = ClientBench {
      .say([.reply(to: $0, .noError, [srv("w.test", "n1.test")], additionals: [a("n1.test", "10.1.1.1")])])
    }
    let answer = try await bench.lookup("w.test", .srv)
    #expect(answer.records == [srv("w.test", "n1.test")])
    #expect(answer.additionals == [a("n1.test", "10.1.1.1")])
  }

  @Test func The_time_of_the_answer_is_when_it_came() async throws {
    let bench = bench([a("w.test", "10.1.1.1")])
    bench.time.advance(by: .seconds(5))
    #expect(try await bench.lookup().receivedAt == bench.time.now)
  }

  /// RFC 2308 section 5.
  @Test(arguments: [
    (ttl: 60, minimum: 30, holds: 30), (ttl: 15, minimum: 300, holds: 15), (ttl: 0, minimum: 9, holds: 0),
  ])
  func None_holds_for_the_lesser_of_two_times(ttl: UInt32, minimum: UInt32, holds: Int) async {
    let authorities = [soa("test", ttl: ttl, minimum: minimum)]
    for code in [ResponseCode.noError, .nameError] {
      let failure = await bench([], code, authorities: authorities).failure()
      #expect(failure?.code == (code == .noError ? .noData : .noSuchName))
      #expect(failure?.negativeTTL == .seconds(holds))
    }
  }

  @Test func Without_a_SOA_nobody_says_how_long_none_holds() async {
    #expect(await bench([], .nameError).failure()?.negativeTTL == nil)
    #expect(await bench([]).failure()?.negativeTTL == nil)
    #expect(await bench([], .nameError, authorities: [soa("example")]).failure()?.negativeTTL == nil)
  }

  /// RFC 2308 section 2.1, RFC 6604 section 3: the code is of the last name.
  @Test func NXDOMAIN_at_the_end_of_a_chain() async {
    let failure = await bench([cname("w.test", "gone.test")], .nameError, authorities: [soa("test")]).failure()
    #expect(failure?.code == .noSuchName)
    #expect(failure?.negativeTTL == .seconds(30))
    #expect(failure?.message.contains("gone.test.") == true)
  }

  @Test func No_data_at_the_end_of_a_chain() async {
    let bench = bench([cname("w.test", "v6only.test")], authorities: [soa("test")])
    #expect(await bench.failure()?.code == .noData)
    #expect(bench.transport.queries.count == 1)
  }
}

@Suite struct FailureMessageTests {
  private func message(_ act: @escaping @Sendable (ScriptedTransport.Query) -> ScriptedTransport.Act) async -> String {
    let bench = ClientBench(servers: [.first, .second], act)
    return await bench.runningTime { await bench.failure("weather.test", .srv)?.message ?? "" }
  }

  @Test func Each_says_what_was_asked_whom_and_what_came_of_it() async {
    let start = "No answer to SRV weather.test.: 10.0.0.2:53 "
    #expect(
      await message { .say([.reply(to: $0, .nameError)]) } == start
        + "says that weather.test. does not exist (NXDOMAIN).")
    #expect(await message { .say([.reply(to: $0)]) } == start + "says that weather.test. has no SRV record.")
    #expect(
      await message { .say([.reply(to: $0, $0.server == .first ? .refused : .serverFailure)]) }
        == start + "answered REFUSED; 10.0.0.3:53 answered SERVFAIL.")
    #expect(
      await message { $0.server == .first ? .silence : .fail(.unreachable) }
        == start + "did not answer within 2000 ms; 10.0.0.3:53 cannot be reached (nobody listens).")
  }

  @Test func What_was_said_counts_more_than_silence() async {
    let bench = ClientBench(servers: [.first, .second]) {
      $0.server == .first ? .say([.reply(to: $0, .refused)]) : .silence
    }
    #expect(await bench.runningTime { await bench.failure() }?.code == .refused)
  }

  @Test func A_truncated_answer_without_TCP_says_so() async {
    let bench = ClientBench { query in
      guard query.transport == .udp else { return .fail(.unreachable) }
      var cut = Message.reply(to: query)
      cut.flags.isTruncated = true
      return .say([cut])
    }
    let failure = await bench.failure()
    #expect(failure?.code == .unreachable)
    #expect(
      failure?.message
        == "No answer to A w.test.: 10.0.0.2:53 has an answer too long for UDP, and cannot be reached (nobody listens) by TCP."
    )
  }
}
