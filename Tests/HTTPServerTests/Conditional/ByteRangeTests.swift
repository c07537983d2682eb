import Testing

@testable import HTTPServer

@Suite struct ByteRangeTests {
  @Test(
    arguments: [
      ("bytes=0-499", .part(0..<500)), ("bytes=500-999", .part(500..<1000)), ("bytes=500-", .part(500..<1000)),
      ("bytes=-500", .part(500..<1000)), ("bytes=0-0", .part(0..<1)), ("bytes=-1", .part(999..<1000)),
      ("bytes=0-", .part(0..<1000)), ("bytes=900-5000", .part(900..<1000)), ("bytes=-5000", .part(0..<1000)),
      ("BYTES=0-0", .part(0..<1)), ("bytes=00-01", .part(0..<2)),
      ("bytes=0-99999999999999999999999", .part(0..<1000)), ("bytes=-99999999999999999999999", .part(0..<1000)),
      ("bytes=1000-", .unsatisfiable), ("bytes=1000-2000", .unsatisfiable), ("bytes=-0", .unsatisfiable),
      ("bytes=99999999999999999999999-", .unsatisfiable),
      ("bytes=9223372036854775807-9223372036854775807", .unsatisfiable),
      ("", .ignored), ("bytes", .ignored), ("bytes=", .ignored), ("bytes=-", .ignored), ("bytes=5", .ignored),
      ("bytes=2-1", .ignored), ("bytes=a-b", .ignored), ("bytes=+1-2", .ignored), ("bytes=1-+2", .ignored),
      ("bytes=--1", .ignored), ("bytes=1-2-3", .ignored), ("bytes= 0-1", .ignored), ("bytes=0 -1", .ignored),
      ("bytes=0-1,2-3", .ignored), ("bytes=0-1,", .ignored), ("items=0-1", .ignored), ("bytes =0-1", .ignored),
      ("bytes=0x1-2", .ignored), ("bytes==0-1", .ignored), ("bytes=٠-١", .ignored),
    ] as [(String, ByteRange)])
  func RFC9110_14_1_2_one_range_of_bytes(value: String, expected: ByteRange) {
    #expect(ByteRange(value, length: 1000) == expected)
  }

  @Test func of_an_empty_representation_there_is_no_part() {
    #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-1", length: 0) == .ignored)
    #expect(ByteRange("bytes=-0", length: 0) == .unsatisfiable)
  }

  @Test func every_part_is_what_its_octets_say() {
    for length in 1...5 {
      let all = Set(0..<length)
      for first in 0...6 {
        expect(ByteRange("bytes=\(first)-", length: length), all.filter { $0 >= first })
        expect(ByteRange("bytes=-\(first)", length: length), all.filter { $0 >= length - first })
        for last in first...7 {
          expect(ByteRange("bytes=\(first)-\(last)", length: length), all.filter { $0 >= first && $0 <= last })
        }
      }
    }
  }

  private func expect(_ range: ByteRange, _ octets: Set<Int>) {
    switch range {
    case .part(let part): #expect(Set(part) == octets)
    case .unsatisfiable: #expect(octets.isEmpty)
    case .ignored: Issue.record("a well-formed range was ignored")
    }
  }
}
