import DNS
import Synchronization
import Timing
import TimingTesting

/// Answers DNS questions from a table, and notes what was asked and how.
final class ScriptedDNS: DNSLookup {
  struct Asked: Hashable, CustomStringConvertible {
    var question: String
    var transport: DNSTransportKind

    var description: String { "\(question) \(transport)" }
  }

  enum Answer {
    case records([ResourceRecord], aliases: [ResourceRecord] = [], additionals: [ResourceRecord] = [])
    case failure(DNSFailure.Code)
  }

  private struct State {
    var udp: [String: Answer] = [:]
    var tcp: [String: Answer] = [:]
    var asked: [Asked] = []
  }

  private let state = Mutex(State())
  let receivedAt: TimeSource.Instant

  init(at instant: TimeSource.Instant = .now) {
    receivedAt = instant
  }

  /// What was asked so far, and forgets it.
  func asked() -> [String] {
    state.withLock { state in
      defer { state.asked = [] }
      return state.asked.map(\.description)
    }
  }

  /// `question` is written `A weather.test.`.
  func answer(_ question: String, _ answer: Answer, over transport: DNSTransportKind = .udp) {
    state.withLock { state in
      if transport == .udp { state.udp[question] = answer } else { state.tcp[question] = answer }
    }
  }

  func lookup(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    try find(question, .udp)
  }

  func lookupByTCP(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    try find(question, .tcp)
  }

  private func find(_ question: Question, _ transport: DNSTransportKind) throws(DNSFailure) -> DNSAnswer {
    let key = question.description
    let answer = state.withLock { state in
      state.asked.append(Asked(question: key, transport: transport))
      return transport == .udp ? state.udp[key] : state.tcp[key]
    }
    switch answer {
    case .records(let records, let aliases, let additionals):
      return DNSAnswer(
        question: question, records: records, aliases: aliases, additionals: additionals,
        server: ServerAddress(.v4(0x7F00_0001), port: 8600), transport: transport, receivedAt: receivedAt)
    case .failure(let code): throw DNSFailure(code, "\(question) failed: \(code).")
    case nil: throw DNSFailure(.noSuchName, "\(question) is not in the script.")
    }
  }
}
