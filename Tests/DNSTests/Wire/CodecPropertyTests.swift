import DNS
import Testing

/// Rules that hold for every message and for any bytes. The seeds are fixed: what fails once fails again. They take a while,
/// and let other tests go on meanwhile.
@Suite struct CodecPropertyTests {
  @Test func What_was_encoded_decodes_to_itself() async throws {
    var generator = MessageGenerator(seed: 1)
    for round in 0..<3000 {
      if round % 100 == 0 { await Task.yield() }
      let message = generator.message()
      let decoded = try MessageDecoder.decode(MessageEncoder.encode(message))
      guard decoded == message else {
        Issue.record("\(message)\nbecame\n\(decoded)")
        return
      }
    }
  }

  /// `==` of names does not see the case; what is shown to people is.
  @Test func The_case_of_names_comes_through() throws {
    let message = Message(
      id: 1, questions: [Question(name: name("WEATHER.Consul"), type: .a)], answers: [a("weather.consul", "127.0.0.1")])
    let decoded = try MessageDecoder.decode(MessageEncoder.encode(message))
    #expect(decoded.questions.map(\.name.description) == ["WEATHER.Consul."])
    #expect(decoded.answers.map(\.name.description) == ["weather.consul."])
  }

  /// Nothing traps, and what decodes can be encoded and decodes to the same.
  @Test func Any_bytes_are_decoded_or_refused() async throws {
    var generator = MessageGenerator(seed: 2)
    var accepted = 0
    var originals = (0..<200).map { _ in MessageEncoder.encode(generator.message()) }
    originals.append([])
    for round in 0..<100_000 {
      if round % 1000 == 0 { await Task.yield() }
      let bytes = generator.mutated(originals[round % originals.count])
      guard let message = try? MessageDecoder.decode(bytes) else { continue }
      accepted += 1
      if accepted % 10 == 0 {
        let again = try MessageDecoder.decode(MessageEncoder.encode(message))
        if again != message, message.responseCode.number <= 0xF || message.extensions != nil {
          Issue.record("\(hexText(bytes)): \(message)\nbecame\n\(again)")
          return
        }
      }
    }
    // Neither all nor none: the mutations are neither too gentle nor too rough to test anything.
    #expect((10_000...90_000).contains(accepted))
  }

  @Test func A_message_cut_anywhere_is_refused() async throws {
    var generator = MessageGenerator(seed: 3)
    for _ in 0..<100 {
      await Task.yield()
      let bytes = MessageEncoder.encode(generator.message())
      for count in 0..<bytes.count {
        #expect(throws: MalformedMessage.self) { try MessageDecoder.decode(Array(bytes.prefix(count))) }
      }
    }
  }

  @Test func Every_limit_is_kept_and_only_whole_records_are_left_out() throws {
    var generator = MessageGenerator(seed: 4)
    for _ in 0..<300 {
      var message = generator.message()
      message.flags.isTruncated = false
      message.questions = Array(message.questions.prefix(1))
      message.answers += (0..<10).map { _ in generator.record() }
      let limit = Int.random(in: 512...1400, using: &generator.random)
      let bytes = MessageEncoder.encode(message, limit: limit)
      let decoded = try MessageDecoder.decode(bytes)
      #expect(bytes.count <= limit)
      #expect(decoded.extensions == message.extensions)
      #expect(message.answers.starts(with: decoded.answers))
      let answered = decoded.answers == message.answers && decoded.authorities == message.authorities
      #expect(decoded.flags.isTruncated == !answered)
      #expect(answered || decoded.additionals.isEmpty)
      #expect(message.additionals.starts(with: decoded.additionals))
    }
  }
}
