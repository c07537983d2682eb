import Chassis
import HTTPServer

/// The routes of the service.
enum WeatherAPI {
  static func add(
    to router: inout Router, providers: FirstAvailable<any WeatherProvider>, scale: TemperatureScale,
    instance: InstanceIdentity
  ) {
    let lookup = Lookup(by: instance)
    router.get("/weather/{city}") { request in
      try await lookup.answer {
        let city = try CityQuery(request.parameters["city"] ?? "")
        return try await providers.ask { try await $0.weather(in: city) }.map { WeatherReport($0, in: scale) }
      }
    }
  }
}
