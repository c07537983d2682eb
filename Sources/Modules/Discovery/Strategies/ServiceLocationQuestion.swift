import DNS
import Synchronization
import Timing

/// Asks for the SRV records of one name, by UDP or by TCP, whichever gives them all.
///
/// Consul cuts a UDP answer to 3 records (`udp_answer_limit`) and does not set TC, at least for who asks without EDNS, as
/// a forwarder between may. So an answer of exactly 3 says nothing of how many there are. It is asked for once more by
/// TCP, and from then on by TCP alone. Where TCP cannot be had, as behind a firewall that knows only 53/udp, UDP's
/// answer stands, as a part.
final class ServiceLocationQuestion: Sendable {
  static let cutTo = 3
  /// What TCP may take where UDP has not been asked, or has answered: a firewall that drops it must not use up the
  /// deadline.
  static let longestTCP: Duration = .seconds(1)
  static let longestTrial: Duration = .milliseconds(500)
  /// After this time, TCP gets another chance: the server may merely have been starting.
  static let trialInterval: Duration = .seconds(300)

  private enum Choice {
    case udp
    case tcp
    case udpSince(TimeSource.Instant)
  }

  private let name: DomainName
  private let dns: any DNSLookup
  private let time: TimeSource
  private let choice = Mutex(Choice.udp)

  init(name: DomainName, dns: any DNSLookup, time: TimeSource) {
    self.name = name
    self.dns = dns
    self.time = time
  }

  /// The answer, and whether it may be a part. Throws ``DNSFailure``.
  func ask(deadline: Deadline) async throws(DNSFailure) -> (answer: DNSAnswer, mayBeCut: Bool) {
    let question = Question(name: name, type: .srv)
    if case .tcp = choice.withLock({ $0 }) {
      do {
        let deadline = deadline.capped(to: Self.longestTCP, at: time.now())
        return (try await dns.lookupByTCP(question, deadline: deadline), false)
      } catch {
        guard error.isOfTransport else { throw error }
        choice.withLock { $0 = .udp }
      }
    }
    let answer = try await dns.lookup(question, deadline: deadline)
    guard answer.transport == .udp, answer.records.count == Self.cutTo else { return (answer, false) }
    let now = time.now()
    guard mayTryTCP(at: now) else { return (answer, true) }
    do {
      let whole = try await dns.lookupByTCP(question, deadline: deadline.capped(to: Self.longestTrial, at: now))
      choice.withLock { $0 = .tcp }
      return (whole, false)
    } catch {
      if error.code != .cancelled { choice.withLock { $0 = .udpSince(now) } }
      return (answer, true)
    }
  }

  private func mayTryTCP(at now: TimeSource.Instant) -> Bool {
    if case .udpSince(let instant) = choice.withLock({ $0 }) { now - instant >= Self.trialInterval } else { true }
  }
}

extension DNSFailure {
  /// True where another transport could do better.
  fileprivate var isOfTransport: Bool { code == .unreachable || code == .timedOut || code == .malformed }
}
