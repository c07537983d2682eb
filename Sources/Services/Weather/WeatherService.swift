import Chassis

/// `GET /weather/{city}`: the weather in a city, today and in the next days.
@main
struct WeatherService {
  static func main() async {
    await Chassis.run("weather", openAPI: WeatherAPI.document, BackendDocument.shared) { service in
      let scale = try TemperatureScale(service.settings)
      let providers = try weatherProviders.make(service.settings)
      try service.protect(with: "WEATHER")
      service.info("provider", providers.all.map(\.name).joined(separator: ", "))
      WeatherAPI.add(to: &service.router, providers: providers, scale: scale, instance: service.instance)
    }
  }
}
