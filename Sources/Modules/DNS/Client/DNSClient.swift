package import Timing

/// Asks name servers, one question at a time each, and keeps nothing of what they say but who answered last.
///
/// Every query is sent from a socket of its own, with an ID that cannot be foretold, and asks for recursion. Names are full
/// names: there is no search list.
package struct DNSClient: DNSLookup {
  package struct Configuration: Sendable {
    /// How long the first server has for its first try. The time doubles each time that all servers were tried.
    package var firstTimeout: Duration = .milliseconds(250)
    /// For a whole lookup, where its deadline is not earlier.
    package var timeout: Duration = .seconds(2)

    package init() {}
  }

  private let servers: ServerRotation
  private let exchanges: ServerExchange
  private let configuration: Configuration
  private let time: TimeSource

  /// Asks `servers`, of which there is at least one, in this order.
  package init(
    servers: [ServerAddress], transport: any DNSTransport, configuration: Configuration = Configuration(),
    time: TimeSource = .real, random: RandomSource = .system
  ) {
    self.servers = ServerRotation(servers)
    self.exchanges = ServerExchange(transport: transport, time: time, random: random)
    self.configuration = configuration
    self.time = time
  }

  package func lookup(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    try await lookup(question, deadline: deadline, over: .udp)
  }

  package func lookupByTCP(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    try await lookup(question, deadline: deadline, over: .tcp)
  }

  private func lookup(
    _ question: Question, deadline: Deadline, over transport: DNSTransportKind
  ) async throws(DNSFailure) -> DNSAnswer {
    let deadline = deadline.capped(to: configuration.timeout, at: time.now())
    var chain = AliasChain(from: question.name)
    // Each turn but the last makes the chain longer, so there are few.
    while true {
      let asked = Question(name: chain.end, type: question.type)
      let answer = try await ask(asked, deadline, over: transport)
      let reading: AnswerReading
      do throws(AliasChain.Fault) {
        reading = try AnswerReading(answer.message, to: question.type, along: &chain)
      } catch {
        throw DNSFailure(.malformed, "No answer to \(question): \(answer.server) \(error.message).")
      }
      switch reading {
      case .records(let records):
        return DNSAnswer(
          question: question, records: records, aliases: chain.records, additionals: answer.message.additionals,
          server: answer.server, transport: answer.transport, receivedAt: answer.receivedAt)
      case .continues: continue
      case .noSuchName(let negativeTTL):
        throw DNSFailure(
          .noSuchName, "No answer to \(question): \(answer.server) says that \(chain.end) does not exist (NXDOMAIN).",
          negativeTTL: negativeTTL)
      case .noData(let negativeTTL):
        throw DNSFailure(
          .noData, "No answer to \(question): \(answer.server) says that \(chain.end) has no \(question.type) record.",
          negativeTTL: negativeTTL)
      }
    }
  }

  /// One server after the other, and all again with more time. A server that said that it cannot answer, or that is not
  /// there, is asked no more (RFC 9520 section 3.1: tries are bounded).
  private func ask(
    _ question: Question, _ deadline: Deadline, over transport: DNSTransportKind
  ) async throws(DNSFailure) -> ServerAnswer {
    var left = servers.inOrder
    var troubles: [ServerTrouble] = []
    var timeout = configuration.firstTimeout
    while !left.isEmpty, !deadline.hasPassed(at: time.now()) {
      for server in left where !deadline.hasPassed(at: time.now()) {
        do throws(ServerTrouble) {
          let answer = try await exchanges.ask(question, of: server, over: transport, timeout: timeout, deadline)
          servers.answered(server)
          return answer
        } catch {
          if case .cancelled = error.kind {
            throw DNSFailure(.cancelled, "The lookup of \(question) was cancelled.", cause: CancellationError())
          }
          error.join(&troubles)
          if !error.isWorthAnotherTry { left.removeAll { $0 == server } }
        }
      }
      timeout *= 2
    }
    throw ServerTrouble.failure(troubles, for: question)
  }
}
