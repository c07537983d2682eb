import Chassis
import Testing

@testable import Weather

@Suite struct CityQueryTests {
  @Test(arguments: [
    ("Paris", "paris", []), (" Paris , US ", "paris", ["us"]), ("London,ON,CA", "london", ["on", "ca"]),
    ("Paris,", "paris", []), ("São Paulo", "saopaulo", []),
  ])
  func what_follows_a_comma_tells_namesakes_apart(typed: String, name: String, qualifiers: [String]) throws {
    let query = try CityQuery(typed)
    #expect(query.name.text == name)
    #expect(query.qualifiers.map(\.text) == qualifiers)
  }

  @Test(arguments: [
    (" São Paulo , BR", ["São Paulo"]), ("new-york", ["new-york", "new york"]),
    ("New_York,US", ["New_York", "New York"]),
    ("Stratford-upon-Avon", ["Stratford-upon-Avon", "Stratford upon Avon"]), ("-x", ["-x", "x"]),
  ])
  func a_name_is_searched_as_typed_and_then_with_spaces(typed: String, spellings: [String]) throws {
    #expect(try CityQuery(typed).spellings == spellings)
  }

  @Test(arguments: [
    ("", "is empty"), (" ", "is empty"), (String(repeating: "x", count: 101), "at most 100"), ("a\tb\u{1}", "control"),
    (",US", "missing before the comma"), ("??", "neither a letter nor a digit"),
  ])
  func a_bad_name_is_refused(typed: String, fault: String) {
    let error = #expect(throws: InvalidInput.self) { try CityQuery(typed) }
    #expect(error?.message.contains(fault) == true)
  }
}
