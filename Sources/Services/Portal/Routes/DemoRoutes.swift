import Chassis
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import ServiceClient

/// Passes orders of the page on to the local demo, which can stop and start instances. There is no such route elsewhere.
struct DemoRoutes: Sendable {
  let control: HostPort
  let transport: any Transport

  private static let longestBody = 16 * 1024
  private static let timeout = Duration.seconds(10)

  func add(to router: inout Router) {
    router.on(.get, "/demo/{path...}") { try await pass($0) }
    router.on(.post, "/demo/{path...}") { request in
      try OrderCheck.pass(request)
      return try await pass(request)
    }
  }

  private func pass(_ request: Request) async throws -> Response {
    var fields: HTTPFields = [.accept: "application/json, application/problem+json"]
    if !request.id.isEmpty { fields[.xRequestID] = request.id }
    // By what name the page was opened, and where it came from: the demo obeys only this machine's own.
    if let authority = request.authority { fields[.hostField] = authority }
    if let site = request.fields[.fetchSite] { fields[.fetchSite] = site }
    var body: ByteBuffer?
    if request.method == .post {
      body = try await request.body.limited(to: Self.longestBody).collect()
      fields[.contentType] = "application/json"
    }
    let query = request.query.map { "?\($0)" } ?? ""
    do {
      return answer(
        try await transport.execute(
          ClientRequest(
            method: request.method == .post ? .post : .get, url: "http://\(control)\(request.path)\(query)",
            fields: fields, body: body, timeout: Self.timeout)))
    } catch let error as ClientError {
      if error.code == .cancelled { throw CancellationError() }
      throw HTTPError(
        error.code == .timeout ? .gatewayTimeout : .badGateway, "The demo does not answer. \(error.message)",
        cause: error)
    }
  }

  private func answer(_ given: ClientResponse) -> Response {
    var fields: HTTPFields = [.cacheControl: "no-store"]
    fields[.contentType] = given[.contentType]
    return Response(
      status: given.status, fields: fields, body: given.body.readableBytes == 0 ? .empty : .bytes(given.body))
  }
}

extension HTTPField.Name {
  fileprivate static let fetchSite = known("Sec-Fetch-Site")
}
