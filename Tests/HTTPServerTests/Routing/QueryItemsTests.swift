import HTTPTypes
import Testing

@testable import HTTPServer

@Suite struct QueryItemsTests {
  private func items(_ query: String?, plusIsSpace: Bool = false) throws -> [String] {
    try QueryItems(query, plusIsSpace: plusIsSpace).all.map { "\($0.name)=\($0.value)" }
  }

  @Test(arguments: [
    (nil, []), ("", []), ("a=1", ["a=1"]), ("a=1&b=2&a=3", ["a=1", "b=2", "a=3"]), ("a", ["a="]), ("a=", ["a="]),
    ("=1", ["=1"]), ("a=b=c", ["a=b=c"]), ("&&a=1&", ["a=1"]), ("a=x%26y%3Dz", ["a=x&y=z"]), ("%C3%BC=%20", ["ü= "]),
    ("a=1+1", ["a=1+1"]),
  ])
  func pairs_are_split_before_they_are_decoded(query: String?, expected: [String]) throws {
    #expect(try items(query) == expected)
  }

  @Test func a_plus_is_a_space_only_where_asked_for() throws {
    #expect(try items("a+b=c+d%2Be", plusIsSpace: true) == ["a b=c d+e"])
  }

  @Test func values_are_found_by_name() throws {
    let items = try Request(method: .get, path: "/", query: "a=1&b=2&a=3").queryItems()
    #expect(items["a"] == "1")
    #expect(items.values("a") == ["1", "3"])
    #expect(items["c"] == nil)
  }

  @Test(arguments: ["a=%", "a=%4", "%zz=1", "a=%FF"])
  func a_malformed_escape_is_400(query: String) {
    let error = #expect(throws: HTTPError.self) { try QueryItems(query) }
    #expect(error?.status == .badRequest)
  }
}
