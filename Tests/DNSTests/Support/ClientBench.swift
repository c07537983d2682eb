import DNS
import Timing
import TimingTesting

/// A client before a scripted network, with a time that the test moves on.
struct ClientBench {
  let time = ManualTime()
  let transport: ScriptedTransport
  let client: DNSClient

  init(
    servers: [ServerAddress] = [.first],
    _ script: @escaping @Sendable (ScriptedTransport.Query) -> ScriptedTransport.Act
  ) {
    transport = ScriptedTransport(script)
    client = DNSClient(servers: servers, transport: transport, time: time.source)
  }

  func lookup(
    _ text: String = "w.test", _ type: RecordType = .a, within timeout: Duration = .seconds(10),
    over kind: DNSTransportKind = .udp
  ) async throws(DNSFailure) -> DNSAnswer {
    let question = Question(name: name(text), type: type)
    let deadline = Deadline.after(timeout, by: time.source)
    switch kind {
    case .udp: return try await client.lookup(question, deadline: deadline)
    case .tcp: return try await client.lookupByTCP(question, deadline: deadline)
    }
  }

  /// Why the lookup failed; nil where it did not.
  func failure(_ text: String = "w.test", _ type: RecordType = .a, within timeout: Duration = .seconds(10)) async
    -> DNSFailure?
  {
    do throws(DNSFailure) {
      _ = try await lookup(text, type, within: timeout)
      return nil
    } catch {
      return error
    }
  }

  /// Moves the time on whenever nothing else can happen, until `work` has ended. For one lookup at a time.
  func runningTime<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    let clock = Task {
      while !Task.isCancelled {
        if transport.isSilent, time.sleeperCount > 0 { await time.advanceToNextWake() }
        try? await Task.sleep(for: .microseconds(50))
      }
    }
    defer { clock.cancel() }
    return await work()
  }
}
