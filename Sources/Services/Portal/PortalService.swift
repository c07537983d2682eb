import Chassis
import HTTPServer

/// The page, and one route for each backend, found by the strategy that configuration names.
@main
struct PortalService {
  static func main() async {
    await Chassis.run("portal", openAPI: PortalAPI.document) { service in
      let configuration = try PortalConfiguration(service.settings)
      let page = try PortalPage.load(configuration.staticDirectory)
      let caller = DirectCaller(configuration, transport: service.client, logger: service.logger)
      service.info("strategy", configuration.strategy.rawValue)
      for (backend, endpoints) in configuration.endpoints {
        service.info(backend.name, endpoints.map(\.description).joined(separator: ", "))
      }
      PortalAPI.add(to: &service.router, caller: caller, credentials: configuration.credentials)
      service.router.fallback(page)
    }
  }
}
