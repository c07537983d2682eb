import Chassis
import HTTPServer
import HTTPTypes

/// What a person can do to the instances while the demo runs. The portal passes it on under the same paths.
struct ControlAPI: Sendable {
  let fleet: Fleet

  func add(to router: inout Router) {
    router.get("/demo/instances") { _ in
      try Self.uncached(.encoding(InstancesView(instances: fleet.views)))
    }
    router.on(.post, "/demo/instances/{name}/{action}") { request in
      try Self.uncached(.encoding(try await act(request)))
    }
    router.on(.post, "/demo/services/{service}/instances") { request in
      try Self.uncached(.encoding(try addInstance(request), status: .created))
    }
  }

  private func act(_ request: Request) async throws -> InstanceView {
    let (name, text) = (request.parameters["name"] ?? "", request.parameters["action"] ?? "")
    guard let action = InstanceAction(rawValue: text) else {
      let actions = InstanceAction.allCases.map(\.rawValue).joined(separator: ", ")
      throw HTTPError(.notFound, "There is no action \"\(text.prefix(40))\"; there are: \(actions).")
    }
    guard let supervisor = fleet.supervisor(of: name) else {
      throw HTTPError(.notFound, "There is no instance \"\(name.prefix(80))\".")
    }
    guard await supervisor.perform(action) else {
      let view = supervisor.view
      let possible = view.actions.isEmpty ? "nothing" : view.actions.joined(separator: ", ")
      throw HTTPError(.conflict, "\(name) is \(view.state), so \(text) is not possible; possible now: \(possible).")
    }
    return supervisor.view
  }

  private func addInstance(_ request: Request) throws -> InstanceView {
    let service = request.parameters["service"] ?? ""
    guard StackPlan.backends.contains(service) else {
      throw HTTPError(
        .notFound,
        "There is no service \"\(service.prefix(80))\"; there are: \(StackPlan.backends.joined(separator: ", ")).")
    }
    do {
      return try fleet.addInstance(of: service).view
    } catch {
      throw HTTPError(.conflict, "\(service) gets no further instance: \(error).")
    }
  }

  private static func uncached(_ response: Response) throws -> Response {
    var response = response
    response.fields[.cacheControl] = "no-store"
    return response
  }
}
