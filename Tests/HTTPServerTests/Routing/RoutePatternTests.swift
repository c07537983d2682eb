import HTTPTypes
import Testing

@testable import HTTPServer

@Suite struct RoutePatternTests {
  @Test func segments_are_literals_parameters_and_a_catch_all() throws {
    #expect(try RoutePattern("/").segments == [.literal("")])
    #expect(
      try RoutePattern("/a/{b}/{c_2...}").segments == [.literal("a"), .parameter("b"), .catchAll("c_2")])
    #expect(try RoutePattern("/a/{b}/{c...}").names == ["b", "c"])
    #expect(try RoutePattern("/a/").segments == [.literal("a"), .literal("")])
  }

  @Test(arguments: [
    ("", "begin with"), ("a", "begin with"), ("/a//b", "empty segment"), ("//", "empty segment"),
    ("/{a...}/b", "only the last"), ("/{}", "parameter name"), ("/{...}", "parameter name"),
    ("/{1a}", "parameter name"), ("/{a-b}", "parameter name"), ("/{a}/{a}", "\"a\" twice"),
    ("/x{a}", "whole {name}"), ("/{a}x", "whole {name}"), ("/a%20b", "written decoded"), ("/a?b", "written decoded"),
  ])
  func a_malformed_pattern_is_refused_with_its_fault(pattern: String, fault: String) throws {
    let error = try #require(throws: RouteFault.self) { try RoutePattern(pattern) }
    #expect(error.description.contains(fault))
    #expect(error.description.contains("\"\(pattern)\""))
  }

  @Test(arguments: [
    ("/a", "/a"), ("/a/{x}", "/a/{y}"), ("/a/{x...}", "/a/{y...}"), ("/", "/"),
  ])
  func the_same_method_and_shape_twice_is_refused(first: String, second: String) throws {
    var trie = RouteTrie()
    let handler = ClosureHandler { _ in .text("") }
    try trie.insert(Route(method: .get, pattern: RoutePattern(first), handler: handler))
    try trie.insert(Route(method: .post, pattern: RoutePattern(second), handler: handler))
    let error = #expect(throws: RouteFault.self) {
      try trie.insert(Route(method: .get, pattern: RoutePattern(second), handler: handler))
    }
    #expect(error?.description.contains("GET \(first)") == true)
  }

  @Test func a_wrong_route_ends_the_program_at_start() async {
    await #expect(processExitsWith: .failure) {
      var router = Router()
      router.get("stock") { _ in .text("") }
    }
  }
}
