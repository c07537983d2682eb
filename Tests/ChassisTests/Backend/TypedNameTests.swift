import Chassis
import Testing

@Suite struct TypedNameTests {
  @Test func white_space_around_does_not_belong_to_the_name() throws {
    #expect(try TypedName(" \t New York\u{A0}\n", what: "city").text == "New York")
    #expect(try TypedName(String(repeating: " ", count: 500) + "Oslo", what: "city").text == "Oslo")
  }

  @Test(arguments: [
    ("", "is empty"), ("  ", "is empty"), ("a\u{0}b", "control character"), ("a\nb", "control character"),
    ("a\u{7F}b", "control character"), ("a\u{85}b", "control character"), ("?!", "neither a letter nor a digit"),
    (String(repeating: "a", count: 101), "at most 100 characters"),
    ("a" + String(repeating: "\u{301}", count: 100), "at most 100 characters"),
  ])
  func a_bad_name_is_refused_with_its_fault(typed: String, fault: String) {
    let error = #expect(throws: InvalidInput.self) { try TypedName(typed, what: "city") }
    #expect(error?.message.contains("city") == true)
    #expect(error?.message.contains(fault) == true, "\(error?.message ?? "")")
  }

  @Test func hundred_characters_are_allowed() throws {
    #expect(try TypedName(String(repeating: "é", count: 100), what: "city").folded.text.count == 100)
  }
}
