import HTTPServer
package import HTTPTypes

/// `X-Instance-Id` on every answer, errors included: which instance gave it.
struct InstanceHeader: Middleware {
  let instanceID: String
  let failures: FailureReport

  func respond(to request: Request, next: any RequestHandler) async throws -> Response {
    var response = try await failures.answer(to: request, by: next)
    response.fields[.instanceID] = instanceID
    return response
  }
}

extension ServiceBuilder {
  /// What the answers to malformed requests carry, which pass no middleware.
  var refusalFields: HTTPFields {
    [.instanceID: instance.instanceID, .contentSecurityPolicy: contentSecurityPolicy, .xContentTypeOptions: "nosniff"]
  }
}

extension HTTPField.Name {
  /// Name of the field that carries the id of the instance that answered.
  package static let instanceID = known("X-Instance-Id")
}
