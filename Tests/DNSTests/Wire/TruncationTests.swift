import DNS
import Testing

/// RFC 2181 section 9, RFC 6891 section 6.2.
@Suite struct TruncationTests {
  private func reply(answers: Int, additionals: Int, payloadSize: UInt16? = nil) -> Message {
    var message = Message(
      id: 1, questions: [Question(name: name("w.weave.local"), type: .a)],
      answers: (0..<answers).map { a("w.weave.local", "10.0.\($0 / 256).\($0 % 256)") },
      additionals: (0..<additionals).map { a("x.weave.local", "10.0.1.\($0)") },
      extensions: payloadSize.map { Message.Extensions(payloadSize: $0) })
    message.flags.isResponse = true
    return message
  }

  /// 12 of the header, 19 of the question, 16 of each answer.
  @Test func Whole_answers_are_left_out_from_the_end_and_TC_says_so() throws {
    let bytes = MessageEncoder.encode(reply(answers: 50, additionals: 0), limit: 512)
    let decoded = try MessageDecoder.decode(bytes)
    #expect(decoded.answers == Array(reply(answers: 50, additionals: 0).answers.prefix(30)))
    #expect(decoded.flags.isTruncated)
    #expect(bytes.count == 12 + 19 + 30 * 16)
  }

  @Test func Additional_records_are_left_out_without_TC() throws {
    let decoded = try MessageDecoder.decode(MessageEncoder.encode(reply(answers: 10, additionals: 50), limit: 512))
    #expect(decoded.answers.count == 10)
    #expect((1..<50).contains(decoded.additionals.count))
    #expect(!decoded.flags.isTruncated)
  }

  @Test func No_additional_record_stays_where_an_answer_had_to_go() throws {
    let decoded = try MessageDecoder.decode(MessageEncoder.encode(reply(answers: 50, additionals: 3), limit: 512))
    #expect(decoded.additionals.isEmpty)
  }

  @Test func The_OPT_record_keeps_its_place() throws {
    let bytes = MessageEncoder.encode(reply(answers: 50, additionals: 3, payloadSize: 1232), limit: 512)
    let decoded = try MessageDecoder.decode(bytes)
    #expect(decoded.extensions?.payloadSize == 1232)
    #expect(decoded.answers.count == 29)
    #expect(bytes.count <= 512)
  }

  @Test func No_limit_is_below_512_bytes() throws {
    let message = reply(answers: 20, additionals: 0)
    #expect(MessageEncoder.encode(message, limit: 0) == MessageEncoder.encode(message))
  }

  @Test func More_than_65535_bytes_are_never_written() throws {
    let bytes = MessageEncoder.encode(reply(answers: 5000, additionals: 0))
    #expect(bytes.count <= 65_535)
    #expect(try MessageDecoder.decode(bytes).flags.isTruncated)
  }

  @Test func Data_that_fits_no_record_is_left_out() throws {
    var message = reply(answers: 0, additionals: 0)
    message.answers = [
      ResourceRecord(name: .root, ttl: 1, data: .other(RecordType(65280), Array(repeating: 1, count: 70_000)))
    ]
    let decoded = try MessageDecoder.decode(MessageEncoder.encode(message))
    #expect(decoded.answers.isEmpty && decoded.flags.isTruncated)
  }

  @Test func A_long_text_goes_out_in_strings_of_255_bytes() throws {
    var message = reply(answers: 0, additionals: 0)
    let text = Array(repeating: UInt8(ascii: "x"), count: 600)
    message.answers = [ResourceRecord(name: .root, ttl: 1, data: .txt([text, []]))]
    let strings = [Array(text.prefix(255)), Array(text.prefix(255)), Array(text.prefix(90)), []]
    #expect(try MessageDecoder.decode(MessageEncoder.encode(message)).answers.map(\.data) == [.txt(strings)])
  }

  /// A compression pointer has 14 bits: names behind the first 16384 bytes are no targets.
  @Test func Names_far_back_in_a_long_message_are_written_in_full() throws {
    var message = reply(answers: 0, additionals: 0)
    message.answers = (0..<2000).map { a("host-\($0).weave.local", "10.0.0.1") }
    #expect(try MessageDecoder.decode(MessageEncoder.encode(message)).answers == message.answers)
  }

  @Test func A_code_of_twelve_bits_without_the_OPT_record_is_SERVFAIL() throws {
    var message = reply(answers: 0, additionals: 0)
    message.responseCode = .badVersion
    #expect(try MessageDecoder.decode(MessageEncoder.encode(message)).responseCode == .serverFailure)
    message.extensions = .init(payloadSize: 1232)
    #expect(try MessageDecoder.decode(MessageEncoder.encode(message)).responseCode == .badVersion)
  }
}
