import Chassis
import Upstream

/// `GET /weather/{city}`: the weather in a city, today and in the next days.
@main
struct WeatherService {
  static func main() async {
    await Chassis.run("weather", openAPI: WeatherAPI.document, BackendDocument.shared) { service in
      let scale = try TemperatureScale(service.settings)
      let providers = try weatherProviders(Outside(service)).make(service.settings)
      try service.protect(with: "WEATHER")
      service.info(providers.all.map(\.source))
      WeatherAPI.add(to: &service.router, providers: providers, scale: scale, instance: service.instance)
    }
  }
}
