import HTTPTypes
import Testing

@testable import HTTPServer

/// The trie against the plain meaning of its rules: try every route, take the one that is most literal, segment by
/// segment from the left.
@Suite struct RouteTrieTests {
  private struct Reference {
    var routes: [Route] = []

    func find(_ method: HTTPRequest.Method, _ path: String) -> String {
      let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let matching = routes.filter { matches($0.pattern.segments[...], segments[...]) }
      let methods = [method] + (method == .head ? [.get] : [])
      let best = matching.filter { methods.contains($0.method) }.min {
        let (left, right) = ($0.pattern.segments.map(rank), $1.pattern.segments.map(rank))
        return left == right ? $0.method == method : left.lexicographicallyPrecedes(right)
      }
      if let best { return "\(best.method.rawValue) \(best.pattern.text)" }
      return Set(matching.map(\.method.rawValue)).sorted().joined(separator: ",")
    }

    private func matches(_ pattern: ArraySlice<RoutePattern.Segment>, _ path: ArraySlice<String>) -> Bool {
      guard let first = pattern.first else { return path.isEmpty }
      if case .catchAll = first { return !path.isEmpty }
      guard let segment = path.first else { return false }
      let isMatch = if case .literal(let text) = first { segment == text } else { !segment.isEmpty }
      return isMatch && matches(pattern.dropFirst(), path.dropFirst())
    }

    private func rank(_ segment: RoutePattern.Segment) -> Int {
      switch segment {
      case .literal: 0
      case .parameter: 1
      case .catchAll: 2
      }
    }
  }

  private func find(_ trie: RouteTrie, _ method: HTTPRequest.Method, _ path: String) -> String {
    switch trie.find(method, path.utf8.span, separator: ByteClass.slash) {
    case .found(let route, let captures):
      #expect(captures.count == route.names.count)
      return "\(route.method.rawValue) \(route.pattern.text)"
    case .otherMethods(let methods): return Set(methods.map(\.rawValue)).sorted().joined(separator: ",")
    case .unknownPath: return ""
    }
  }

  @Test(arguments: 0..<20) func any_set_of_routes_is_searched_by_the_rules(seed: UInt64) throws {
    var random = SeededRandom(seed)
    var trie = RouteTrie()
    var reference = Reference()
    let methods: [HTTPRequest.Method] = [.get, .post, .head]
    for _ in 0..<25 {
      let depth = Int.random(in: 1...4, using: &random)
      let segments = (0..<depth).map { index in
        let isLast = index == depth - 1
        return switch Int.random(in: 0..<8, using: &random) {
        case 0, 1: "{p\(index)}"
        case 2 where isLast: "{p\(index)...}"
        case 3 where isLast: ""
        default: ["a", "b"].randomElement(using: &random) ?? ""
        }
      }
      let pattern = try RoutePattern("/" + segments.joined(separator: "/"))
      let method = try #require(methods.randomElement(using: &random))
      let route = Route(method: method, pattern: pattern, handler: ClosureHandler { _ in .text("") })
      // Shapes that are there already are refused, as they should be.
      if (try? trie.insert(route)) != nil { reference.routes.append(route) }
    }
    for _ in 0..<100 {
      let depth = Int.random(in: 1...5, using: &random)
      let path =
        "/" + (0..<depth).map { _ in ["a", "b", "c", ""].randomElement(using: &random) ?? "" }.joined(separator: "/")
      for method in methods { #expect(find(trie, method, path) == reference.find(method, path), "\(method) \(path)") }
    }
  }
}
