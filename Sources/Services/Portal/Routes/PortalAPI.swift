import Chassis
import HTTPServer
import HTTPTypes

/// The portal's routes to its backends.
enum PortalAPI {
  static func add(
    to router: inout Router, caller: any BackendCaller, credentials: [Backend: BasicCredentials] = [:]
  ) {
    for backend in Backend.allCases {
      router.on(.get, backend.route, BackendRoute(backend, caller: caller, credentials: credentials[backend]))
    }
  }
}
