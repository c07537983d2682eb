import Chassis
import Discovery
import FoundationEssentials
import HTTPClient
import HTTPServer
import HTTPTypes
import NIOCore
import ServiceClient

/// Passes a request on to a backend, and its answer back: status, bytes and what belongs to them unchanged, with who
/// answered and where the time went added.
struct BackendRoute: RequestHandler {
  private let backend: Backend
  private let caller: any BackendCaller
  private let authorization: Secret?

  init(_ backend: Backend, caller: any BackendCaller, credentials: BasicCredentials?) {
    self.backend = backend
    self.caller = caller
    authorization = credentials.map(Self.authorization)
  }

  func respond(to request: Request) async throws -> Response {
    let answer: ServiceAnswer
    do throws(ServiceCallError) {
      answer = try await caller.call(backend, outgoing(request), deadline: RequestDeadline.current)
    } catch {
      // The client has left: there is nobody to answer.
      if error.code == .cancelled { throw CancellationError() }
      throw HTTPError(error, of: backend)
    }
    // RFC 9110 section 15.5.2 speaks to whoever sent the credentials, which was the portal: its own client has none to
    // give, and the backend's WWW-Authenticate would make a browser ask for them.
    guard answer.response.status != .unauthorized else {
      throw HTTPError.refusedCredentials(by: backend)
    }
    return passed(answer)
  }

  private func outgoing(_ request: Request) -> ServiceRequest {
    let value = request.parameters[backend.parameter] ?? ""
    var target = "/"
    target.reserveCapacity(64)
    target += backend.segment
    target += "/"
    target += Self.segment(value)
    if let query = request.query {
      target += "?"
      target += query
    }
    var fields = HTTPFields()
    fields.reserveCapacity(8)
    fields.append(Self.accept)
    if !request.id.isEmpty { fields.append(HTTPField(name: .xRequestID, value: request.id)) }
    fields.append(contentsOf: TraceContext.fields(of: request))
    if let authorization { fields[.authorization] = authorization.revealed }
    return ServiceRequest(target: target, fields: fields, incomingAttempt: CallerAttempt.number(of: request))
  }

  private func passed(_ answer: ServiceAnswer) -> Response {
    let given = answer.response
    var fields = HTTPFields()
    fields.reserveCapacity(Self.passedFields.count + 2)
    for name in Self.passedFields {
      if let value = given[name] { fields.append(HTTPField(name: name, value: value)) }
    }
    fields.append(HTTPField(name: .serverTiming, value: ServerTiming.value(answer.timings, attempts: answer.attempts)))
    let address = given.remoteAddress.isEmpty ? answer.instance.endpoint.description : given.remoteAddress
    let servedBy = (given[.instanceID] ?? "unknown") + ", " + address
    fields.append(HTTPField(name: .servedBy, value: servedBy))
    return Response(
      status: given.status, fields: fields, body: given.body.readableBytes == 0 ? .empty : .bytes(given.body))
  }

  private static let accept = HTTPField(name: .accept, value: "application/json, application/problem+json")
  private static let passedFields: [HTTPField.Name] = [.contentType, .cacheControl, .retryAfter]

  /// `value` as one path segment. A segment of one or two dots would be taken for a way through a hierarchy (RFC 3986
  /// section 3.3), so its dots are escaped too.
  private static func segment(_ value: String) -> String {
    value == "." || value == ".." ? String(repeating: "%2E", count: value.count) : PercentCoding.encode(value)
  }

  /// RFC 7617 section 2.
  private static func authorization(_ credentials: BasicCredentials) -> Secret {
    let pair = Data("\(credentials.username):\(credentials.password.revealed)".utf8)
    return Secret("Basic \(pair.base64EncodedString())")
  }
}

extension HTTPField.Name {
  static let serverTiming = known("Server-Timing")
  static let servedBy = known("X-Served-By")
}
