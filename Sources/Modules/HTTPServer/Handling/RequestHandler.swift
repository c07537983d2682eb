/// Answers requests. The router, a static folder and a plain closure are all handlers.
///
/// A handler runs on the event loop of its connection, so it must not block; it is cancelled when its client leaves.
/// An ``HTTPError`` that it throws becomes that problem document; any other error a 500 that says nothing of the cause.
package protocol RequestHandler: Sendable {
  func respond(to request: Request) async throws -> Response
}

/// A handler from a closure.
package struct ClosureHandler: RequestHandler {
  package typealias Body = @Sendable (Request) async throws -> Response

  private let body: Body

  package init(_ body: @escaping Body) {
    self.body = body
  }

  package func respond(to request: Request) async throws -> Response {
    try await body(request)
  }
}

/// Work around a handler: it may change the request, the answer, or answer itself without calling `next`.
package protocol Middleware: Sendable {
  func respond(to request: Request, next: any RequestHandler) async throws -> Response
}

extension RequestHandler {
  /// This handler inside `middleware`, the first of which is the outermost.
  package func wrapped(by middleware: [any Middleware]) -> any RequestHandler {
    middleware.reversed().reduce(self as any RequestHandler) { WrappedHandler(middleware: $1, next: $0) }
  }
}

private struct WrappedHandler: RequestHandler {
  let middleware: any Middleware
  let next: any RequestHandler

  func respond(to request: Request) async throws -> Response {
    try await middleware.respond(to: request, next: next)
  }
}
