import HTTPTypes

/// Paths and queries: the tree of routes finds what a search of the whole list finds, and what was encoded decodes to
/// itself.
enum RouterTarget {
  private static let patterns = [
    "/", "/a", "/a/", "/a/b", "/a/{x}", "/{x}/b", "/{x}/{y}/c", "/a/{x}/{rest...}", "/files/{path...}", "/ü/{x}", "/%",
  ]

  /// The last pattern cannot be one: a literal segment holds no percent sign.
  private static let routes: [Route] = patterns.compactMap { text in
    guard let pattern = try? RoutePattern(text) else { return nil }
    return Route(method: .get, pattern: pattern, handler: ClosureHandler { _ in Response(status: .ok) })
  }

  private static let trie: RouteTrie = {
    var trie = RouteTrie()
    for route in routes {
      do { try trie.insert(route) } catch { fatalError("\(error)") }
    }
    return trie
  }()

  static func run(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    checkPath("/" + parts[0])
    if parts.count > 1 { checkQuery(String(parts[1])) }
    checkCoding(String(parts[0]))
  }

  private static func checkPath(_ text: String) {
    guard let path = try? RoutePath(text) else {
      return require(text.utf8.contains(ByteClass.percent), "only an escape can be wrong")
    }
    // By octets: a combining character and the "/" before it would be one `Character`.
    let segments = text.utf8.dropFirst().split(separator: ByteClass.slash, omittingEmptySubsequences: false)
      .map { (try? PercentCoding.decode(Substring($0))) ?? "" }
    let expected = routes.filter { matches($0.pattern.segments[...], segments[...]) }
    let result = path.withOctets { trie.find(.get, $0, separator: path.separator) }
    guard case .found(let route, let captures) = result else {
      return require(expected.isEmpty, "no route was found for \(text)")
    }
    require(expected.contains { $0.pattern == route.pattern }, "\(route.pattern.text) was found for \(text)")
    require(captures.count == route.names.count, "each parameter has a value")
    for (segment, capture) in zip(parameterValues(route.pattern, segments), captures) {
      require(path.text(capture).utf8.elementsEqual(segment.utf8), "a parameter is its segment")
    }
  }

  private static func matches(_ pattern: ArraySlice<RoutePattern.Segment>, _ path: ArraySlice<String>) -> Bool {
    switch pattern.first {
    case nil: path.isEmpty
    case .catchAll: !path.isEmpty
    case .literal(let text): path.first?.utf8.elementsEqual(text.utf8) == true && rest(pattern, path)
    case .parameter: path.first?.isEmpty == false && rest(pattern, path)
    }
  }

  private static func rest(_ pattern: ArraySlice<RoutePattern.Segment>, _ path: ArraySlice<String>) -> Bool {
    matches(pattern.dropFirst(), path.dropFirst())
  }

  private static func parameterValues(_ pattern: RoutePattern, _ path: [String]) -> [String] {
    pattern.segments.enumerated().compactMap { index, segment in
      switch segment {
      case .literal: nil
      case .parameter: path[index]
      case .catchAll: path[index...].joined(separator: "/")
      }
    }
  }

  private static func checkQuery(_ query: String) {
    guard let items = try? QueryItems(query) else {
      return require(query.utf8.contains(ByteClass.percent), "only an escape can be wrong")
    }
    require(items.all.count <= query.utf8.count, "more items than octets")
    let encoded = items.all.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
    require((try? QueryItems(encoded.joined(separator: "&"))) == items, "items that were encoded decode to themselves")
    _ = try? QueryItems(query, plusIsSpace: true)
  }

  private static func checkCoding(_ text: String) {
    require((try? PercentCoding.decode(PercentCoding.encode(text))) == text, "what was encoded decodes to itself")
  }
}
