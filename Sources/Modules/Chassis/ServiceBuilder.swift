package import HTTPClient
package import HTTPServer
import HTTPTypes
package import Logging
package import ServiceLifecycle

/// What a service is made of, put together by its `main`.
package struct ServiceBuilder: Sendable {
  /// The service's name, such as `stock-price`.
  package let name: String
  package let version: String
  package let settings: Settings
  package let instance: InstanceIdentity
  package let logger: Logger

  /// For calls to other services; shut down after the service's own parts have ended.
  package let client: Client

  /// The service's routes. Those of operations (`/health`, `/ready`, `/info`, `/openapi.json`) are added by the chassis.
  package var router: Router

  /// `Content-Security-Policy` of every answer that has none of its own; by default one for answers that are data.
  package var contentSecurityPolicy = StandingFields.dataPolicy

  private let requestTimeout: Duration
  private(set) var details: [String: String] = [:]
  private(set) var credentials: BasicCredentials?
  private(set) var checks: [ReadinessCheck] = []
  private(set) var companions: [any Service] = []

  init(
    name: String, version: String, settings: Settings, instance: InstanceIdentity, logger: Logger, client: Client,
    requestTimeout: Duration
  ) {
    self.name = name
    self.version = version
    self.settings = settings
    self.instance = instance
    self.logger = logger
    self.client = client
    self.requestTimeout = requestTimeout
    self.router = Router(logger: logger)
  }

  /// Asks for a password on every route but `/health` where `<prefix>_USERNAME` and `<prefix>_PASSWORD` are set.
  /// Throws ``ConfigurationError`` where only one of them is.
  package mutating func protect(with prefix: String) throws {
    credentials = try BasicCredentials(prefix: prefix, settings: settings)
  }

  /// Adds a member to the answer of `/info`. `value` must hold no secret.
  package mutating func info(_ name: String, _ value: String) {
    details[name] = value
  }

  /// Tells on `/info` where the data comes from, and whom to credit for it.
  package mutating func info(_ sources: [Source]) {
    info("provider", sources.map(\.provider).joined(separator: ", "))
    info("attribution", sources.map(\.attribution).joined(separator: "; "))
  }

  /// Makes `/ready` answer 503 while `fault` gives a reason.
  package mutating func ready(when name: String, fault: @escaping ReadinessCheck.Fault) {
    checks.append(ReadinessCheck(name: name, fault: fault))
  }

  /// Runs `service` beside the server: started before it and stopped after it.
  package mutating func run(alongside service: any Service) {
    companions.append(service)
  }

  /// What every answer carries: which instance gave it, and what browsers may not do with it.
  var standingFields: HTTPFields {
    var fields = StandingFields.security(contentSecurityPolicy: contentSecurityPolicy)
    fields[.instanceID] = instance.instanceID
    return fields
  }

  /// The router inside what every request passes, the outermost first.
  var handler: any RequestHandler {
    var middleware: [any Middleware] = [RequestIDMiddleware(logger: logger)]
    if let credentials { middleware.append(BasicAuthentication(realm: name, credentials: credentials)) }
    middleware.append(DeadlineMiddleware(limit: requestTimeout, exempt: OperationsRoutes.paths))
    return router.wrapped(by: middleware)
  }
}
