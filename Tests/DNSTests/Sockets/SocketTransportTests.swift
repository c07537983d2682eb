import DNS
import DNSTesting
import Testing
import Timing

/// The client over real sockets, before a server on a loopback port that misbehaves. How often it was asked is asserted, how
/// long it took is not: the client's times are long enough here for a machine under load.
@Suite struct SocketTransportTests {
  private static let question = Question(name: name("w.test"), type: .a)
  private static let truth = FaultScript(answers: [a("w.test", "10.1.1.1")])

  private func script(_ steps: [FaultScript.Step]) -> FaultScript {
    FaultScript(answers: Self.truth.answers, steps: steps)
  }

  private func client(of servers: [ServerAddress], firstTimeout: Duration = .seconds(300)) -> DNSClient {
    var configuration = DNSClient.Configuration()
    configuration.firstTimeout = firstTimeout
    configuration.timeout = .seconds(600)
    return DNSClient(servers: servers, transport: SocketTransport(), configuration: configuration)
  }

  private func lookup(
    of server: FaultDNSServer, _ question: Question = question, firstTimeout: Duration = .seconds(300)
  ) async -> Result<DNSAnswer, DNSFailure> {
    do throws(DNSFailure) {
      let client = client(of: [server.address], firstTimeout: firstTimeout)
      return .success(try await client.lookup(question, deadline: .after(.seconds(600), by: .real)))
    } catch {
      return .failure(error)
    }
  }

  private func expectTruth(of server: FaultDNSServer, firstTimeout: Duration = .seconds(300)) async throws {
    let answer = try await lookup(of: server, firstTimeout: firstTimeout).get()
    #expect(answer.records == Self.truth.answers)
  }

  private func withServer(
    listensOnTCP: Bool = true, _ script: @escaping FaultDNSServer.Script,
    _ body: (FaultDNSServer) async throws -> Void
  ) async throws {
    let server = try await FaultDNSServer.start(listensOnTCP: listensOnTCP, script)
    do {
      try await body(server)
      await server.stop()
    } catch {
      await server.stop()
      throw error
    }
  }

  @Test func An_answer_comes_over_UDP() async throws {
    try await withServer { _ in
      Self.truth
    } _: { server in
      let answer = try await lookup(of: server).get()
      #expect(answer.records == Self.truth.answers)
      #expect(answer.transport == .udp && answer.server == server.address)
      #expect(server.queries.count == 1)
    }
  }

  @Test func An_answer_comes_over_IPv6() async throws {
    guard let server = try? await FaultDNSServer.start(at: .v6(high: 0, low: 1), { _ in Self.truth }) else { return }
    let answer = try await lookup(of: server).get()
    #expect(answer.server.description.hasPrefix("[::1]:"))
    await server.stop()
  }

  /// A wrong message first, and the right one behind it.
  @Test(arguments: [
    FaultScript.Alteration.wrongID, .wrongQuestion, .wrongPort, .withoutQuestion,
  ])
  func A_wrong_message_is_passed_over(alteration: FaultScript.Alteration) async throws {
    try await withServer { _ in
      script([.altered(alteration), .wait(.milliseconds(20)), .reply])
    } _: { server in
      try await expectTruth(of: server)
      #expect(server.queries.count == 1)
    }
  }

  @Test(arguments: [[], [0], Array(repeating: 0xFF, count: 4000)] as [[UInt8]])
  func Garbage_is_passed_over(garbage: [UInt8]) async throws {
    try await withServer { _ in
      script([.bytes(garbage), .wait(.milliseconds(20)), .reply])
    } _: { server in
      try await expectTruth(of: server)
      #expect(server.queries.count == 1)
    }
  }

  @Test func A_duplicate_does_no_harm() async throws {
    try await withServer { _ in
      script([.reply, .reply])
    } _: { server in
      for count in 1...5 {
        try await expectTruth(of: server)
        #expect(server.queries.count == count)
      }
    }
  }

  @Test func A_query_that_is_lost_is_sent_again() async throws {
    try await withServer {
      $0.number == 1 ? .silence : Self.truth
    } _: { server in
      try await expectTruth(of: server, firstTimeout: .milliseconds(100))
      #expect(server.queries.count >= 2)
      // Never the ID of before: its late reply would count.
      #expect(server.queries[0].message.id != server.queries[1].message.id)
    }
  }

  /// What comes late finds the socket closed, or, with the next query on its way, another ID.
  @Test func A_late_reply_is_not_that_to_the_next_query() async throws {
    let late = FaultScript(answers: [a("w.test", "6.6.6.6")], steps: [.wait(.milliseconds(150)), .reply])
    let slow = FaultScript(answers: Self.truth.answers, steps: [.wait(.milliseconds(300)), .reply])
    try await withServer {
      $0.number == 1 ? late : slow
    } _: { server in
      try await expectTruth(of: server, firstTimeout: .milliseconds(100))
    }
  }

  @Test(arguments: [40, 80, 500]) func Answers_of_over_1232_bytes_come_by_TCP(count: Int) async throws {
    let records = (0..<count).map { a("w.test", "10.1.\($0 / 256).\($0 % 256)") }
    try await withServer { _ in
      FaultScript(answers: records)
    } _: { server in
      let answer = try await lookup(of: server).get()
      #expect(answer.records == records)
      #expect(answer.transport == (count == 40 ? .udp : .tcp))
      #expect(server.queries.map(\.transport) == (count == 40 ? [.udp] : [.udp, .tcp]))
    }
  }

  @Test func Truncated_with_nobody_listening_on_TCP() async throws {
    try await withServer(listensOnTCP: false) { _ in
      script([.altered(.truncated)])
    } _: { server in
      guard case .failure(let failure) = await lookup(of: server) else {
        Issue.record("an answer came")
        return
      }
      #expect(failure.code == .unreachable)
      #expect(failure.message.contains("too long for UDP, and cannot be reached (Connection refused) by TCP"))
    }
  }

  @Test func Truncated_and_TCP_closed_without_an_answer() async throws {
    try await withServer {
      $0.transport == .udp ? script([.altered(.truncated)]) : script([.close])
    } _: { server in
      guard case .failure(let failure) = await lookup(of: server) else {
        Issue.record("an answer came")
        return
      }
      #expect(failure.code == .unreachable)
      #expect(failure.message.contains("closed the connection before it answered"))
      #expect(server.queries.map(\.transport) == [.udp, .tcp])
    }
  }

  @Test func Wrong_messages_are_passed_over_on_TCP_too() async throws {
    try await withServer {
      $0.transport == .udp
        ? script([.altered(.truncated)]) : script([.bytes([]), .altered(.wrongID), .wait(.milliseconds(20)), .reply])
    } _: { server in
      try await expectTruth(of: server)
    }
  }

  @Test func A_reply_that_breaks_off_is_malformed() async throws {
    try await withServer { _ in
      script([.altered(.cutShort)])
    } _: { server in
      guard case .failure(let failure) = await lookup(of: server) else {
        Issue.record("an answer came")
        return
      }
      #expect(failure.code == .malformed)
      #expect(failure.cause is MalformedMessage)
    }
  }

  @Test func FORMERR_to_OPT_is_asked_again_without() async throws {
    try await withServer {
      $0.message.extensions == nil ? Self.truth : FaultScript(.formatError)
    } _: { server in
      try await expectTruth(of: server)
      #expect(server.queries.map { $0.message.extensions == nil } == [false, true])
    }
  }

  @Test func NXDOMAIN_comes_with_how_long_it_holds() async throws {
    try await withServer { _ in
      FaultScript(.nameError, authorities: [soa("test")])
    } _: { server in
      guard case .failure(let failure) = await lookup(of: server) else {
        Issue.record("an answer came")
        return
      }
      #expect(failure.code == .noSuchName && failure.negativeTTL == .seconds(30))
      #expect(server.queries.count == 1)
    }
  }

  @Test func Where_nobody_listens_the_next_server_is_asked_at_once() async throws {
    let gone = try await FaultDNSServer.start { _ in .silence }
    await gone.stop()
    try await withServer { _ in
      Self.truth
    } _: { server in
      let client = client(of: [gone.address, server.address], firstTimeout: .seconds(300))
      let answer = try await client.lookup(Self.question, deadline: .after(.seconds(600), by: .real))
      #expect(answer.server == server.address)
    }
  }

  @Test func Where_nobody_listens_at_all_the_failure_says_so() async throws {
    let gone = try await FaultDNSServer.start { _ in .silence }
    await gone.stop()
    guard case .failure(let failure) = await lookup(of: gone) else {
      Issue.record("an answer came")
      return
    }
    #expect(failure.code == .unreachable)
    #expect(failure.message.contains("\(gone.address) cannot be reached (Connection refused)"))
  }

  @Test func Many_at_once_of_which_every_third_is_lost_at_first() async throws {
    try await withServer { query in
      query.number == 1 && query.message.id % 3 == 0
        ? .silence : FaultScript(answers: [a(query.question.name.description, "10.1.1.1")])
    } _: { server in
      let client = client(of: [server.address], firstTimeout: .milliseconds(200))
      try await withThrowingTaskGroup(of: DNSAnswer.self) { group in
        for number in 0..<100 {
          let question = Question(name: name("w\(number).test"), type: .a)
          group.addTask { try await client.lookup(question, deadline: .after(.seconds(600), by: .real)) }
        }
        for try await answer in group {
          #expect(answer.records.map(\.name) == [answer.question.name])
        }
      }
    }
  }
}
