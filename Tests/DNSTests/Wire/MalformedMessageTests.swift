import DNS
import Testing

/// What RFC 9267 tells of parsers that failed, case by case, and the other limits of RFC 1035.
@Suite struct MalformedMessageTests {
  /// A reply with one question, `a. A`, whose name is at byte 12, and then `rest`, of one answer.
  private func reply(_ rest: String, answers: UInt8 = 1, additionals: UInt8 = 0) -> [UInt8] {
    hex("0001 8180 0001") + [0, answers, 0, 0, 0, additionals] + hex("01 'a' 00 0001 0001") + hex(rest)
  }

  private func code(_ bytes: [UInt8]) -> MalformedMessage.Code? {
    do throws(MalformedMessage) {
      _ = try MessageDecoder.decode(bytes)
      return nil
    } catch {
      #expect((0...bytes.count).contains(error.offset))
      #expect(error.message.hasSuffix("."))
      return error.code
    }
  }

  private static let data = "0001 0001 00000001 0004 7f000001"

  @Test func The_frame_of_these_tests_is_well_formed() throws {
    #expect(try MessageDecoder.decode(reply("c00c" + Self.data)).answers == [a("a", "127.0.0.1", ttl: 1)])
  }

  /// RFC 9267 section 2.
  @Test(arguments: [
    ("itself", "c013"), ("forwards", "c017"), ("behind the end", "ffff"), ("the label before it", "01 'b' c013"),
    ("the header", "c004"), ("its own second byte", "c014"),
  ])
  func Pointers_lead_backwards_to_a_name(target: String, owner: String) {
    #expect(code(reply(owner + Self.data)) == .badPointer)
  }

  /// RFC 1035 section 4.1.4: a pointer leads to "a prior occurrence of the same name", which ends before this one begins.
  @Test func The_name_pointed_at_does_not_reach_into_the_one_that_points() {
    // In the data of the first record, a label of four bytes begins that ends within the second record.
    let bytes = reply("c00c ff00 0001 00000001 0002 0104 c020" + Self.data, answers: 2)
    #expect(code(bytes) == .badPointer)
  }

  /// Two names that point at each other: the second of the pair is refused already.
  @Test func Pointers_make_no_loop() {
    let bytes = reply("c00c 0005 0001 00000001 0002 c021  c01f 0001 0001 00000001 0002 c01f", answers: 2)
    #expect(code(bytes) == .badPointer)
  }

  @Test func A_pointer_cut_in_two_is_refused() {
    #expect(code(reply("c0")) == .countTooHigh)
    #expect(code(reply("c00c 0005 0001 00000001 0001 c0")) == .badDataLength)
  }

  /// A pointer to a pointer is legal; a ladder of thousands would make names cost as much as messages.
  @Test func A_ladder_of_pointers_is_climbed_so_far_and_no_farther() throws {
    func ladder(_ rungs: Int) -> [UInt8] {
      // In the data of a record of a type that is not read, each rung points at the one before it.
      var rungBytes: [UInt8] = []
      for rung in 0..<rungs {
        let target = rung == 0 ? 12 : 31 + 2 * (rung - 1)
        rungBytes += [0xC0 | UInt8(target >> 8), UInt8(target & 0xFF)]
      }
      let last = 31 + 2 * (rungs - 1)
      return hex("0001 8180 0001 0002 0000 0000 01 'a' 00 0001 0001")
        + hex("c00c ff00 0001 00000001") + [UInt8(rungBytes.count >> 8), UInt8(rungBytes.count & 0xFF)] + rungBytes
        + [0xC0 | UInt8(last >> 8), UInt8(last & 0xFF)] + hex(Self.data)
    }
    #expect(try MessageDecoder.decode(ladder(100)).answers.last == a("a", "127.0.0.1", ttl: 1))
    #expect(code(ladder(200)) == .badPointer)
  }

  /// RFC 9267 section 3: 0x40 and 0x80 begin no label.
  @Test(arguments: ["41", "7f", "80", "bf"]) func Lengths_of_64_to_191_are_no_labels(byte: String) {
    #expect(code(reply(byte + "'b' 00" + Self.data)) == .badLabel)
  }

  /// RFC 1035 section 3.1; RFC 9267 section 4: the end of the message ends no name.
  @Test func A_name_ends_with_its_zero_byte() {
    #expect(code(reply("01 'b' 01 'c' 01 'd' 01 'e' 01 'f' 01 'g'")) == .endsEarly)
    #expect(code(reply("3f 'bcdefghijklmn'")) == .endsEarly)
  }

  @Test func A_name_of_256_bytes_is_refused_and_one_of_255_is_not() throws {
    func owner(last: Int) -> [UInt8] {
      let label = [63] + Array(repeating: UInt8(ascii: "b"), count: 63)
      let end = [UInt8(last)] + Array(repeating: UInt8(ascii: "c"), count: last)
      // The pointer adds the two bytes of "a" and the zero byte.
      return label + label + label + end + hex("c00c")
    }
    #expect(
      try MessageDecoder.decode(reply("") + owner(last: 59) + hex(Self.data)).answers[0].name.encodedLength == 255)
    #expect(code(reply("") + owner(last: 60) + hex(Self.data)) == .nameTooLong)
  }

  /// RFC 9267 section 5.
  @Test(arguments: [
    ("A too short", "0001 0001 00000001 0003 7f0000", MalformedMessage.Code.badDataLength),
    ("A too long", "0001 0001 00000001 0005 7f00000100", .badDataLength),
    ("A of nothing", "0001 0001 00000001 0000", .badDataLength),
    ("AAAA of four bytes", "001c 0001 00000001 0004 7f000001", .badDataLength),
    ("data behind the end", "0001 0001 00000001 ffff 7f000001", .endsEarly),
    ("CNAME with bytes left", "0005 0001 00000001 0003 c00c 00", .badDataLength),
    ("CNAME that goes on behind its data", "0005 0001 00000001 0001 01 'b' 00", .badDataLength),
    ("SRV without a target", "0021 0001 00000001 0006 0001 0001 0050", .badDataLength),
    ("SOA without its numbers", "0006 0001 00000001 0004 c00c c00c", .badDataLength),
    ("TXT whose string is too long", "0010 0001 00000001 0003 03 'ab'", .badDataLength),
    ("TXT of nothing", "0010 0001 00000001 0000", .badDataLength),
  ])
  func The_data_is_as_long_as_RDLENGTH_says(what: String, rest: String, expected: MalformedMessage.Code) {
    #expect(code(reply("c00c" + rest)) == expected)
  }

  /// RFC 9267 section 6.
  @Test(arguments: [4, 6, 8, 10]) func Counts_reach_no_farther_than_the_bytes(offset: Int) {
    var bytes = reply("c00c" + Self.data)
    bytes[offset] = 0xFF
    bytes[offset + 1] = 0xFF
    #expect(code(bytes) == .countTooHigh)
  }

  /// RFC 6891 section 6.1.1.
  @Test func The_OPT_record_is_the_only_one_and_in_its_place() throws {
    let opt = "00 0029 04d0 00000000 0000"
    #expect(try MessageDecoder.decode(reply(opt, answers: 0, additionals: 1)).extensions?.payloadSize == 1232)
    #expect(code(reply(opt)) == .misplacedOPT)
    #expect(code(reply(opt + opt, answers: 0, additionals: 2)) == .misplacedOPT)
    #expect(code(reply("c00c 0029 04d0 00000000 0000", answers: 0, additionals: 1)) == .misplacedOPT)
    #expect(code(reply("00 0029 04d0 00000000 0009", answers: 0, additionals: 1)) == .endsEarly)
  }

  @Test(arguments: 0..<12) func Less_than_a_header_is_no_message(count: Int) {
    #expect(code(Array(reply("").prefix(count))) == .endsEarly)
  }
}

@Suite struct LenientMessageTests {
  private let question = hex("0001 8180 0001 0001 0000 0000 01 'a' 00 0001 0001")

  /// RFC 2181 section 8.
  @Test(arguments: [("7fffffff", 0x7FFF_FFFF), ("80000000", 0), ("ffffffff", 0)] as [(String, UInt32)])
  func A_TTL_of_more_than_31_bits_is_zero(text: String, ttl: UInt32) throws {
    let bytes = question + hex("c00c 0001 0001 \(text) 0004 7f000001")
    #expect(try MessageDecoder.decode(bytes).answers.map(\.ttl) == [ttl])
  }

  @Test func Records_of_other_classes_are_left_out() throws {
    let bytes = question + hex("c00c 0001 0003 00000001 0004 7f000001")
    #expect(try MessageDecoder.decode(bytes).answers == [])
  }

  @Test func Questions_of_other_classes_are_left_out() throws {
    let bytes = hex("0001 0100 0001 0000 0000 0000 07 'version' 04 'bind' 00 0010 0003")
    #expect(try MessageDecoder.decode(bytes).questions == [])
  }

  /// RFC 3597.
  @Test func Data_of_unknown_types_is_kept_as_bytes() throws {
    let bytes = question + hex("c00c 0041 0001 00000001 0003 0001 00")
    #expect(try MessageDecoder.decode(bytes).answers.map(\.data) == [.other(RecordType(65), [0, 1, 0])])
  }

  @Test func Bytes_behind_the_last_record_are_not_looked_at() throws {
    let bytes = question + hex("c00c 0001 0001 00000001 0004 7f000001")
    #expect(try MessageDecoder.decode(bytes + [1, 2, 3]) == MessageDecoder.decode(bytes))
  }

  @Test func The_questions_of_a_message_cut_further_on_can_be_read() throws {
    let message = try MessageDecoder.decodeQuestions(question)
    #expect(message.id == 1 && message.flags.isResponse)
    #expect(message.questions == [Question(name: name("a"), type: .a)])
  }
}
