import HTTPTypes

/// Serves a ``StaticFolder``: `/` and `/dir/` by their `index.html`, conditions, one range, and the precompressed
/// siblings `name.br` and `name.gz` of a file to clients that take them.
package struct StaticFiles: RequestHandler {
  /// Lets a page load what is beside it, and images over HTTPS; nothing inline, nothing framed.
  package static let pagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; font-src 'self'; "
    + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  private let folder: StaticFolder
  private let cacheControl: String
  private let contentSecurityPolicy: String
  private let now: @Sendable () -> Int64

  /// `cacheControl` is `no-cache` by default: a browser keeps a file but asks whether it changed, which costs a 304.
  /// `contentSecurityPolicy` goes with HTML. `now` gives seconds since 1970.
  package init(
    _ folder: StaticFolder, cacheControl: String = "no-cache", contentSecurityPolicy: String = pagePolicy,
    now: @escaping @Sendable () -> Int64 = HTTPDate.now
  ) {
    self.folder = folder
    self.cacheControl = cacheControl
    self.contentSecurityPolicy = contentSecurityPolicy
    self.now = now
  }

  package func respond(to request: Request) async throws -> Response {
    let path = try Self.key(request.path)
    if let file = folder.file(path) { return try answer(request, with: file) }
    guard folder.file(path + "/index.html".utf8) != nil else {
      throw HTTPError(.notFound, "There is nothing at \"\(LogText.path(request.path))\".")
    }
    if let other = try Self.otherMethod(request) { return other }
    // The query goes along; the path as sent begins with a single slash, or there would have been no such file.
    let location = request.path + "/" + (request.query.map { "?" + $0 } ?? "")
    return Response(status: .permanentRedirect, fields: [.location: location, .cacheControl: cacheControl])
  }

  private func answer(_ request: Request, with file: StaticFolder.File) throws -> Response {
    if let other = try Self.otherMethod(request) { return other }
    let accepted = AcceptEncoding(request.fields.values(.acceptEncoding))
    guard let coding = accepted.best(of: file.codings), let chosen = file.representations[coding] else {
      throw HTTPError(
        .notAcceptable,
        "Accept-Encoding takes none of: \(file.codings.map(\.rawValue).sorted().joined(separator: ", ")).",
        fields: [.vary: "Accept-Encoding"])
    }
    var response = Response(
      status: .ok, fields: [.contentType: file.mediaType, .cacheControl: cacheControl], body: .bytes(chosen.bytes))
    if file.codings.count > 1 { response.fields[.vary] = "Accept-Encoding" }
    if coding != .identity { response.fields[.contentEncoding] = coding.rawValue }
    if file.mediaType == MediaType.html { response.fields[.contentSecurityPolicy] = contentSecurityPolicy }

    let validators = Validators(entityTag: chosen.entityTag, lastModified: file.lastModified)
    let now = now()
    return try response.conditional(on: request, validators, now: now).partial(for: request, validators, now: now)
  }

  /// What a file answers to methods other than GET and HEAD; nil for those two.
  private static func otherMethod(_ request: Request) throws(HTTPError) -> Response? {
    if request.method == .get || request.method == .head { return nil }
    let allow = HTTPFields.allow([.get])
    if request.method == .options { return Response(status: .noContent, fields: allow) }
    throw HTTPError(
      .methodNotAllowed, "\(request.method.rawValue) is not allowed for files; allowed: \(allow[.allow] ?? "").",
      fields: allow)
  }

  /// The name that `path` has in the folder's table: its decoded segments joined by slashes. A segment that holds a slash
  /// of its own names nothing. One that is `..` is a key like any other, and no file has it.
  private static func key(_ path: String) throws(HTTPError) -> [UInt8] {
    let routePath = try RoutePath(path)
    var key: [UInt8] = []
    switch routePath {
    case .plain(let path): key = Array(path.utf8.dropFirst())
    case .decoded(let octets):
      guard !octets.contains(ByteClass.slash) else {
        throw HTTPError(.notFound, "There is nothing at \"\(LogText.path(path))\".")
      }
      key = octets.dropFirst().map { $0 == 0 ? ByteClass.slash : $0 }
    }
    if key.isEmpty || key.last == ByteClass.slash { key += "index.html".utf8 }
    return key
  }
}
