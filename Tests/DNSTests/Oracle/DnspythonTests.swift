import DNS
import FoundationEssentials
import Testing

/// Generated messages through this codec and through dnspython. Where the two differ, one of the reasons in
/// ``DnspythonDisagreement`` must be why.
///
/// `ORACLE_SEED` and `ORACLE_CASES` in the environment ask for other and for more cases than the usual ones.
@Suite(.enabled(if: Dnspython.isPresent, Comment(rawValue: Dnspython.absence))) struct DnspythonTests {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  private static let seed = number("ORACLE_SEED") ?? 0
  private static let cases = Int(number("ORACLE_CASES") ?? 10_000)

  /// Without UPDATE, whose sections mean something else.
  private func messages() -> [Message] {
    var generator = MessageGenerator(seed: Self.seed)
    return (0..<Self.cases).map { _ in
      var message = generator.message()
      if message.flags.operation == 5 { message.flags.operation = 0 }
      return message
    }
  }

  /// Thousands of messages would else keep a core from the tests whose sockets wait for it.
  private func letOthersRun(_ index: Int) async {
    if index.isMultiple(of: 50) { await Task.yield() }
  }

  @Test func Each_reads_what_the_other_writes() async throws {
    let messages = messages()
    let verdicts = try await Dnspython.judge(messages.map { MessageEncoder.encode($0) })
    try #require(verdicts.count == messages.count)
    var faults = 0
    for (index, (message, verdict)) in zip(messages, verdicts).enumerated() where faults < 10 {
      await letOthersRun(index)
      let expected = CanonicalMessage.text(message)
      switch verdict {
      case .refused(let reason):
        faults += 1
        Issue.record("dnspython refuses \(expected): \(reason)")
      case .accepted(let read, let encoded):
        // Names as they mean the same, and not as they are spelt: dnspython lets a name point at one in other letters.
        let decoded = try MessageDecoder.decode(encoded)
        if read != expected || decoded != message {
          faults += 1
          Issue.record("written: \(expected)\nread by dnspython: \(read)\nwritten by it, read here: \(decoded)")
        }
      }
    }
  }

  @Test func Both_take_and_refuse_the_same_broken_messages() async throws {
    var generator = MessageGenerator(seed: Self.seed)
    let broken = (0..<Self.cases).map { _ in generator.mutated(MessageEncoder.encode(generator.message())) }
    let verdicts = try await Dnspython.judge(broken)
    try #require(verdicts.count == broken.count)
    var (faults, accepted, refused) = (0, 0, 0)
    for (index, (bytes, verdict)) in zip(broken, verdicts).enumerated() where faults < 10 {
      await letOthersRun(index)
      let ours = Result { () throws(MalformedMessage) in try MessageDecoder.decode(bytes) }
      var fault: String?
      switch (ours, verdict) {
      case (.success(let message), .accepted(let read, _)):
        accepted += 1
        if CanonicalMessage.text(message) != read {
          fault = "\(CanonicalMessage.text(message))\nis to dnspython \(read)"
        }
      case (.failure, .refused): refused += 1
      case (.success(let message), .refused(let reason)):
        if DnspythonDisagreement.whyTaken(message, bytes) == nil { fault = "dnspython refuses: \(reason)" }
      case (.failure(let error), .accepted(let read, _)):
        if DnspythonDisagreement.whyRefused(error, bytes) == nil {
          fault = "ours refuses: \(error); dnspython reads \(read)"
        }
      }
      if let fault {
        faults += 1
        Issue.record("\(hexText(bytes))\n\(fault)")
      }
    }
    #expect(accepted > Self.cases / 10 && refused > Self.cases / 10, "\(accepted) taken, \(refused) refused by both")
  }
}
