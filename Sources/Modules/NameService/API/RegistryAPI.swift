import Chassis
import DNS
package import HTTPServer
import HTTPTypes
import NIOCore

/// The registry by HTTP.
///
/// There is no password: it is for a machine's own programs, and by default it is reached from there alone.
package struct RegistryAPI: Sendable {
  private static let largestBody = 16 * 1024

  private let service: NameService
  private let interval: Duration

  /// - Parameter interval: For checks that do not say how often they are made.
  package init(_ service: NameService, interval: Duration) {
    self.service = service
    self.interval = interval
  }

  package func add(to router: inout Router) {
    router.get("/v1/registry") { _ in try .encoding(RegistryView(service.registry.snapshot)) }
    router.get("/v1/zones") { request in try zones(request) }
    router.on(.put, "/v1/services/{service}/instances/{id}") { request in try await put(request) }
    router.on(.delete, "/v1/services/{service}/instances/{id}") { request in try delete(request) }
  }

  private func zones(_ request: Request) throws -> Response {
    let view = try ZonesView(service.registry.snapshot, service.plan)
    switch try QueryItems(request.query)["format"] {
    case nil, "json": return try .encoding(view)
    case "text": return .text(view.text)
    case let other?: throw HTTPError(.badRequest, "format is \"\(other.prefix(80))\": it must be json or text.")
    }
  }

  private func put(_ request: Request) async throws -> Response {
    let key = try key(request)
    let bytes = Array(try await request.body.limited(to: Self.largestBody).collect().readableBytesView)
    let instance: RegisteredInstance
    do {
      let field = Field(try JSONReader.read(bytes))
      try field.requireObject(of: InstanceReader.members)
      instance = try InstanceReader(interval: interval).instance(field, service: key.service, id: key.id, check: nil)
    } catch {
      throw HTTPError(.badRequest, "The body is wrong in \(error).")
    }
    let isNew: Bool
    do {
      isNew = try service.registry.register(instance, origin: .api)
    } catch {
      throw HTTPError(.conflict, "The instance cannot be registered: \(error).")
    }
    guard let entry = service.registry.snapshot.entries.first(where: { $0.instance.key == key }) else {
      throw HTTPError(.conflict, "The instance was deregistered meanwhile.")
    }
    return try .encoding(InstanceView(entry), status: isNew ? .created : .ok)
  }

  private func delete(_ request: Request) throws -> Response {
    let key = try key(request)
    guard service.registry.deregister(key) else {
      throw HTTPError(.notFound, "The service \(key.service) has no instance \(key.id).")
    }
    return Response(status: .noContent)
  }

  private func key(_ request: Request) throws -> RegisteredInstance.Key {
    guard let service = InstanceReader.label(request.parameters["service"] ?? "") else {
      throw HTTPError(.badRequest, "The name of the service must be \(InstanceReader.serviceRule).")
    }
    guard let id = InstanceReader.id(request.parameters["id"] ?? "") else {
      throw HTTPError(.badRequest, "The id of the instance must be \(InstanceReader.idRule).")
    }
    return RegisteredInstance.Key(service: service, id: id)
  }
}
