package import HTTPTypes
package import Logging

/// Leads each request to the handler of its method and path.
///
/// Paths are compared by decoded segment; a literal segment goes before a `{parameter}`, and that before a
/// `{catchAll...}`. A trailing slash makes another path. Built once at start, then only read: a wrong route ends the
/// program with a line that says which.
package struct Router: RequestHandler {
  private var trie = RouteTrie()
  private var methods: Set<HTTPRequest.Method> = []
  private var fallbackHandler: (any RequestHandler)?
  private let failures: FailureReport

  /// `logger` gets the errors that handlers throw and clients are not told.
  package init(logger: Logger = Logger(label: "http.router")) {
    self.failures = FailureReport(logger: logger)
  }

  package mutating func get(_ pattern: String, _ handler: @escaping ClosureHandler.Body) {
    on(.get, pattern, handler)
  }

  package mutating func on(_ method: HTTPRequest.Method, _ pattern: String, _ handler: @escaping ClosureHandler.Body) {
    on(method, pattern, ClosureHandler(handler))
  }

  /// Adds a route. GET brings HEAD with it, and every path answers OPTIONS, unless a route of their own says otherwise.
  package mutating func on(_ method: HTTPRequest.Method, _ pattern: String, _ handler: any RequestHandler) {
    do {
      try trie.insert(Route(method: method, pattern: RoutePattern(pattern), handler: handler))
    } catch {
      fatalError(String(describing: error))
    }
    methods.insert(method)
  }

  /// Answers the paths that no route knows, whatever the method: such as a folder of static files.
  package mutating func fallback(_ handler: any RequestHandler) {
    fallbackHandler = handler
    methods.insert(.get)
  }

  /// The answer of the route that matches, with its pattern in ``Response/route``, also where its handler threw. Throws
  /// ``HTTPError`` 400, 404 or 405 where none matches.
  package func respond(to request: Request) async throws -> Response {
    if request.path == "*" { return try serverOptions(request) }
    guard request.path.utf8.first == ByteClass.slash else {
      throw HTTPError(.badRequest, "The request target must begin with \"/\".")
    }
    let path = try RoutePath(request.path)
    let result = path.withOctets { trie.find(request.method, $0, separator: path.separator) }
    switch result {
    case .found(let route, let captures):
      var request = request
      request.parameters = PathParameters(names: route.names, values: captures.map(path.text))
      return try await answer(request, by: route.handler, route: route.pattern.text)
    case .otherMethods(let methods):
      return try otherMethod(request, methods)
    case .unknownPath:
      guard let fallbackHandler else {
        throw HTTPError(.notFound, "There is nothing at \"\(LogText.path(request.path))\".")
      }
      return try await answer(request, by: fallbackHandler, route: "/{path...}")
    }
  }

  private func answer(_ request: Request, by handler: any RequestHandler, route: String) async throws -> Response {
    var response = try await failures.answer(to: request, by: handler)
    response.route = route
    return response
  }

  /// RFC 9110 section 15.5.6: a 405 names the methods that the resource does have.
  private func otherMethod(_ request: Request, _ methods: [HTTPRequest.Method]) throws -> Response {
    let allow = HTTPFields.allow(methods)
    if request.method == .options { return Response(status: .noContent, fields: allow) }
    throw HTTPError(
      .methodNotAllowed,
      "\(request.method.rawValue) is not allowed at \"\(LogText.path(request.path))\"; allowed: \(allow[.allow] ?? "").",
      fields: allow)
  }

  /// RFC 9110 section 9.3.7: `OPTIONS *` asks about the server as a whole; no other method has such a target.
  private func serverOptions(_ request: Request) throws -> Response {
    guard request.method == .options else {
      throw HTTPError(.badRequest, "The request target \"*\" is for OPTIONS only.")
    }
    return Response(status: .noContent, fields: .allow(methods))
  }
}
