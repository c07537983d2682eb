import Chassis
import FoundationEssentials
import Upstream

/// The replies of `/data/2.5/weather`, and of `/data/2.5/forecast` with the same members every three hours. Units are
/// metric.
struct OpenWeatherMapReply: Decodable {
  private var dt: LooseNumber?
  private var main: Main?
  private var weather: [Kind]?
  private var wind: Wind?

  private struct Main: Decodable {
    var temp: LooseNumber?
    var min: LooseNumber?
    var max: LooseNumber?
    var humidity: LooseNumber?

    enum CodingKeys: String, CodingKey {
      case temp, humidity
      case min = "temp_min"
      case max = "temp_max"
    }
  }

  private struct Kind: Decodable {
    var id: LooseNumber?
  }

  private struct Wind: Decodable {
    var speed: LooseNumber?
    var deg: LooseNumber?
  }

  private struct Forecast: Decodable {
    var list: [OpenWeatherMapReply]?
    var city: City?

    struct City: Decodable {
      var timezone: LooseNumber?
    }
  }

  static func request(_ path: String, at coordinates: CityWeather.Coordinates, key: Secret) -> UpstreamRequest {
    let (latitude, longitude) = coordinates.texts
    return UpstreamRequest(
      path,
      query: [
        ("lat", latitude), ("lon", longitude), ("units", "metric"), ("lang", "en"), ("appid", key.revealed),
      ])
  }

  /// The weather now, without a forecast. The reply tells the offset of local time only, not its zone.
  static func weather(
    from reply: UpstreamReply, in place: CityWeather.Place, keyIn setting: String
  ) throws(ProviderError) -> CityWeather {
    if let error = OpenWeatherMapFault.error(in: reply, keyIn: setting) { throw error }
    let now = try reply.json(Self.self)
    guard let asOf = Plausible.date(unix: now.dt?.value) else {
      throw .unavailable("OpenWeatherMap answered without the time of the weather.")
    }
    let weather = CityWeather(
      place: place, temperature: PlausibleWeather.celsius(now.main?.temp?.value), condition: now.condition,
      humidity: PlausibleWeather.humidity(now.main?.humidity?.value),
      wind: PlausibleWeather.wind(speed: now.wind?.speed?.value, direction: now.wind?.deg?.value), asOf: asOf,
      forecast: [])
    guard weather.isKnown else { throw .unavailable("OpenWeatherMap has no measurements of this place now.") }
    return weather
  }

  /// The days to come.
  static func days(
    from reply: UpstreamReply, keyIn setting: String
  ) throws(ProviderError) -> [CityWeather.Day] {
    if let error = OpenWeatherMapFault.error(in: reply, keyIn: setting) { throw error }
    let forecast = try reply.json(Forecast.self)
    guard let list = forecast.list, let offset = PlausibleWeather.offset(forecast.city?.timezone?.value) else {
      throw .unavailable("OpenWeatherMap answered without a forecast.")
    }
    let moments = list.compactMap { step -> DailyForecast.Moment? in
      guard let time = Plausible.date(unix: step.dt?.value) else { return nil }
      return DailyForecast.Moment(
        time: time, min: PlausibleWeather.celsius((step.main?.min ?? step.main?.temp)?.value),
        max: PlausibleWeather.celsius((step.main?.max ?? step.main?.temp)?.value), condition: step.condition)
    }
    return DailyForecast.days(moments, from: reply.receivedAt, offset: offset)
  }

  /// The first is the most important.
  private var condition: WeatherCondition? {
    OpenWeatherMapCondition.condition(id: weather?.first?.id?.value)
  }
}
