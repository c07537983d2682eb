import Testing
import Timing

@testable import DNS

/// From bytes to bytes.
@Suite struct ZoneWireTests {
  private func respond(_ bytes: [UInt8], _ zone: Zone? = nil, over transport: DNSTransportKind = .udp) throws
    -> [UInt8]?
  {
    ZoneResponder(zones: try ZoneSet([zone ?? ZoneText.many(3)])).respond(to: bytes, over: transport)
  }

  private func query(_ name: String = "many.example.test", _ type: RecordType = .a, payloadSize: UInt16? = nil) throws
    -> [UInt8]
  {
    var message = Message(id: 0x1234, questions: [Question(name: try DomainName(name), type: type)])
    message.extensions = payloadSize.map { .init(payloadSize: $0) }
    return MessageEncoder.encode(message)
  }

  private func code(_ bytes: [UInt8]?) -> Int? {
    bytes.map { Int($0[3] & 0xF) }
  }

  @Test func A_query_is_answered() throws {
    let answer = try MessageDecoder.decode(#require(try respond(query())))
    #expect(answer.id == 0x1234 && answer.answers.count == 3 && !answer.flags.isTruncated)
  }

  @Test(
    arguments: [(nil, 512), (100, 512), (512, 512), (900, 900), (1232, 1232), (4096, 1232), (65535, 1232)]
      as [(UInt16?, Int)])
  func By_UDP_no_answer_is_longer_than_the_asker_and_the_network_take(payloadSize: UInt16?, longest: Int) throws {
    let bytes = try #require(try respond(query(payloadSize: payloadSize), ZoneText.many(200)))
    #expect(bytes.count <= longest && bytes.count > longest - 32)
    let answer = try MessageDecoder.decode(bytes)
    #expect(answer.flags.isTruncated && !answer.answers.isEmpty)
    #expect((answer.extensions == nil) == (payloadSize == nil))
  }

  @Test func By_TCP_all_of_it_comes() throws {
    let bytes = try #require(try respond(query(), ZoneText.many(200), over: .tcp))
    let answer = try MessageDecoder.decode(bytes)
    #expect(answer.answers.count == 200 && !answer.flags.isTruncated)
  }

  @Test func Addresses_that_do_not_fit_are_left_out_without_saying_so() throws {
    let records = try (1...20).flatMap { number in
      [
        try ZoneText.record("s.example.test 0 SRV 1 1 80 t\(number).example.test"),
        try ZoneText.record("t\(number).example.test 0 A 10.0.0.\(number)"),
      ]
    }
    let zone = try Zone(apex: DomainName("example.test"), records: records)
    let answer = try MessageDecoder.decode(
      #require(try respond(query("s.example.test", .srv, payloadSize: 900), zone)))
    #expect(answer.answers.count == 20 && !answer.flags.isTruncated)
    #expect((1..<20).contains(answer.additionals.count))
  }

  @Test func A_class_other_than_internet_is_refused() throws {
    var bytes = try query()
    bytes[bytes.count - 1] = 3
    #expect(try code(respond(bytes)) == 5)
  }

  @Test func Other_than_one_question_is_a_format_error() throws {
    for count: UInt8 in [0, 2, 255] {
      var bytes = try query()
      bytes[5] = count
      #expect(try code(respond(bytes)) == 1)
    }
  }

  @Test func A_query_that_ends_behind_its_header_is_a_format_error_and_before_that_nothing() throws {
    let whole = try query(payloadSize: 1232)
    for length in 0..<whole.count {
      let answer = try respond(Array(whole[..<length]))
      if length < 12 {
        #expect(answer == nil)
      } else {
        #expect(answer.map { Array($0[..<2]) } == [0x12, 0x34] && code(answer) == 1)
      }
    }
  }

  @Test func No_bytes_with_the_mark_of_an_answer_are_answered() throws {
    let whole = try query()
    for length in 0...whole.count {
      var bytes = Array(whole[..<length])
      if length > 2 { bytes[2] |= 0x80 }
      #expect(try respond(bytes) == nil)
    }
  }

  @Test func Another_operation_is_not_implemented_whatever_follows() throws {
    let update: [UInt8] = [0x12, 0x34, 0x28, 0, 0, 9, 0, 9, 0, 9, 0, 9, 0xFF]
    let answer = try #require(try respond(update))
    #expect(code(answer) == 4 && answer.count == 12 && answer[2] & 0x78 == 0x28)
  }

  @Test func A_later_version_of_the_extensions_gets_its_code_in_two_parts() throws {
    var message = Message(id: 1, questions: [Question(name: try DomainName("many.example.test"), type: .a)])
    message.extensions = .init(payloadSize: 1232, version: 7)
    let answer = try MessageDecoder.decode(#require(try respond(MessageEncoder.encode(message))))
    #expect(answer.responseCode == .badVersion)
  }

  @Test func No_bytes_whatever_crash_it_or_get_an_answer_longer_than_may_be() throws {
    var random = SplitMix64(seed: 11)
    let responder = ZoneResponder(zones: try ZoneSet([ZoneText.many(60)]))
    let seeds = [try query(payloadSize: 1232), try query("many.example.test", .any), try query("x.y", .srv)]
    for round in 0..<20_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if round % 5 == 0 { bytes.removeLast(Int.random(in: 0...bytes.count, using: &random)) }
      if let answer = responder.respond(to: bytes, over: .udp) {
        #expect(answer.count <= 1232 && answer[2] & 0x80 != 0)
      }
    }
  }
}
