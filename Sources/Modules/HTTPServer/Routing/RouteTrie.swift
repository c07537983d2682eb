import HTTPTypes

/// One method of one pattern, and what answers it.
struct Route: Sendable {
  let method: HTTPRequest.Method
  let pattern: RoutePattern
  let names: [String]
  let handler: any RequestHandler

  init(method: HTTPRequest.Method, pattern: RoutePattern, handler: any RequestHandler) {
    self.method = method
    self.pattern = pattern
    self.names = pattern.names
    self.handler = handler
  }
}

/// Routes as a tree of segments: one edge for each literal, one for a parameter, and an end for a catch-all.
///
/// A search tries them in that order and backs out of a branch that leads nowhere. A node is reached on one way only,
/// so a search visits no node twice and its cost is bounded by the size of the tree, whatever the path.
struct RouteTrie: Sendable {
  private struct Node: Sendable {
    var literals: [(text: [UInt8], node: Int)] = []
    var parameter: Int?
    var routes: [Route] = []
    var catchAll: [Route] = []
  }

  enum Result: Sendable {
    case found(Route, captures: [Range<Int>])
    /// The path is known, but not with this method.
    case otherMethods([HTTPRequest.Method])
    case unknownPath
  }

  private var nodes = [Node()]

  /// Throws where the method already has a route of that shape, whatever its parameters are called.
  mutating func insert(_ route: Route) throws(RouteFault) {
    var current = 0
    for segment in route.pattern.segments {
      switch segment {
      case .literal(let text): current = literalChild(Array(text.utf8), of: current)
      case .parameter: current = parameterChild(of: current)
      case .catchAll:
        try Self.refuseSecond(route, in: nodes[current].catchAll)
        nodes[current].catchAll.append(route)
        return
      }
    }
    try Self.refuseSecond(route, in: nodes[current].routes)
    nodes[current].routes.append(route)
  }

  /// The route for `method` at the path whose octets are `path`, the first of which is a `separator`. A request of
  /// HEAD takes a route of GET where there is none of its own (RFC 9110 section 9.3.2).
  func find(_ method: HTTPRequest.Method, _ path: Span<UInt8>, separator: UInt8) -> Result {
    var search = Search(method: method, separator: separator)
    if let route = find(path, from: 1, below: 0, &search) { return .found(route, captures: search.captures) }
    return search.otherMethods.isEmpty ? .unknownPath : .otherMethods(search.otherMethods)
  }

  private struct Search {
    let method: HTTPRequest.Method
    let separator: UInt8
    var captures: [Range<Int>] = []
    var otherMethods: [HTTPRequest.Method] = []

    mutating func choose(from routes: [Route]) -> Route? {
      if let route = routes.first(where: { $0.method == method }) { return route }
      if method == .head, let route = routes.first(where: { $0.method == .get }) { return route }
      for route in routes { otherMethods.append(route.method) }
      return nil
    }
  }

  private func find(_ path: Span<UInt8>, from start: Int, below node: Int, _ search: inout Search) -> Route? {
    guard start <= path.count else { return search.choose(from: nodes[node].routes) }
    var end = start
    while end < path.count, path[end] != search.separator { end += 1 }

    for edge in nodes[node].literals where Self.isEqual(path, start, end, edge.text) {
      if let route = find(path, from: end + 1, below: edge.node, &search) { return route }
    }
    if start < end, let parameter = nodes[node].parameter {
      search.captures.append(start..<end)
      if let route = find(path, from: end + 1, below: parameter, &search) { return route }
      search.captures.removeLast()
    }
    guard let route = search.choose(from: nodes[node].catchAll) else { return nil }
    search.captures.append(start..<path.count)
    return route
  }

  private static func isEqual(_ path: Span<UInt8>, _ start: Int, _ end: Int, _ text: [UInt8]) -> Bool {
    guard end - start == text.count else { return false }
    for index in text.indices where path[start + index] != text[index] { return false }
    return true
  }

  private mutating func literalChild(_ text: [UInt8], of node: Int) -> Int {
    if let edge = nodes[node].literals.first(where: { $0.text == text }) { return edge.node }
    nodes.append(Node())
    nodes[node].literals.append((text, nodes.count - 1))
    return nodes.count - 1
  }

  private mutating func parameterChild(of node: Int) -> Int {
    if let child = nodes[node].parameter { return child }
    nodes.append(Node())
    nodes[node].parameter = nodes.count - 1
    return nodes.count - 1
  }

  private static func refuseSecond(_ route: Route, in routes: [Route]) throws(RouteFault) {
    guard let first = routes.first(where: { $0.method == route.method }) else { return }
    throw RouteFault(
      """
      Route \(route.method.rawValue) \(route.pattern.text) is registered twice: \
      \(first.method.rawValue) \(first.pattern.text) matches the same paths.
      """)
  }
}
