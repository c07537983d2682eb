import Chassis
import Discovery
import HTTPServer

/// The page, and one route for each backend, found by the strategy that configuration names.
@main
struct PortalService {
  static func main() async {
    await Chassis.run("portal", openAPI: PortalAPI.document) { service in
      let configuration = try PortalConfiguration(service.settings)
      let page = try PortalPage.load(configuration.staticDirectory)
      let discovery = DiscoverySwitch(
        configuration.discovery,
        factory: ClusterFactory(configuration, transport: service.client, logger: service.logger))
      service.info("strategy", configuration.discovery.strategy.rawValue)
      for (backend, plan) in configuration.discovery.plans { service.info(backend.name, plan.shown) }
      service.ready(when: "backends") {
        discovery.isReady ? nil : "no instance of any backend is known"
      }
      service.run(alongside: DiscoveryLife(discovery: discovery))
      PortalAPI.add(to: &service.router, caller: discovery, credentials: configuration.credentials)
      DiscoveryRoutes(discovery: discovery, hasControl: configuration.demoControl != nil).add(to: &service.router)
      if let control = configuration.demoControl {
        DemoRoutes(control: control, transport: service.client).add(to: &service.router)
      }
      service.router.fallback(page)
    }
  }
}
