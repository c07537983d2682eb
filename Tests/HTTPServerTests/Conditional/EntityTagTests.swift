import NIOCore
import Testing

@testable import HTTPServer

@Suite struct EntityTagTests {
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("abc", "a68d622cec8b5822836dbc7977af7f3b"), ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ])
  func content_is_hashed_by_FNV_1a_of_128_bits(text: String, expected: String) {
    let tag = EntityTag(hashing: ByteBuffer(string: text))
    #expect(tag.fieldValue == "\"\(expected)\"")
    #expect(!tag.isWeak)
  }

  @Test(arguments: [
    ("\"a\"", ["\"a\""]), ("W/\"a\"", ["W/\"a\""]), ("\"a\", \"b\"", ["\"a\"", "\"b\""]),
    ("\"a\",W/\"b\" ,\t\"c\"", ["\"a\"", "W/\"b\"", "\"c\""]), ("\"\"", ["\"\""]), (", ,\"a\",,", ["\"a\""]),
    ("\"a,b\",\"c\"", ["\"a,b\"", "\"c\""]), ("\"é\"", ["\"é\""]), ("", []), ("a", []), ("\"a", []),
    ("w/\"a\"", []), ("W/ \"a\"", []), ("\"a\" \"b\"", ["\"a\""]), ("\"a\"b, \"c\"", ["\"a\""]),
    ("\"a\", b, \"c\"", ["\"a\""]), ("\"a b\"", []), ("\"a\u{7F}\"", []),
  ])
  func RFC9110_8_8_3_a_list_is_read_up_to_its_first_malformed_member(value: String, expected: [String]) {
    #expect(EntityTagCondition.list(value).map(\.fieldValue) == expected)
  }

  @Test(arguments: [
    ("W/\"1\"", "W/\"1\"", false, true), ("W/\"1\"", "W/\"2\"", false, false), ("W/\"1\"", "\"1\"", false, true),
    ("\"1\"", "\"1\"", true, true), ("\"1\"", "\"2\"", false, false),
  ])
  func RFC9110_8_8_3_2_tags_compare_strongly_and_weakly(first: String, second: String, strongly: Bool, weakly: Bool)
    throws
  {
    let first = try #require(EntityTagCondition.list(first).first)
    let second = try #require(EntityTagCondition.list(second).first)
    #expect(first.matchesStrongly(second) == strongly)
    #expect(second.matchesStrongly(first) == strongly)
    #expect(first.matchesWeakly(second) == weakly)
  }
}
