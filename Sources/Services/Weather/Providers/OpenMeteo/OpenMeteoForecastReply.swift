import Chassis
import FoundationEssentials
import Upstream

/// The reply of `/v1/forecast`: the weather now and by day. Times are local ones without an offset, which stands apart.
struct OpenMeteoForecastReply: Decodable {
  private var offset: LooseNumber?
  private var timezone: String?
  private var current: Current?
  private var daily: Daily?

  private struct Current: Decodable {
    var time: String?
    var interval: LooseNumber?
    var temperature: LooseNumber?
    var humidity: LooseNumber?
    var code: LooseNumber?
    var windSpeed: LooseNumber?
    var windDirection: LooseNumber?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case time, interval
      case temperature = "temperature_2m"
      case humidity = "relative_humidity_2m"
      case code = "weather_code"
      case windSpeed = "wind_speed_10m"
      case windDirection = "wind_direction_10m"
    }
  }

  private struct Daily: Decodable {
    var time: [String?]?
    var code: [LooseNumber?]?
    var min: [LooseNumber?]?
    var max: [LooseNumber?]?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case time
      case code = "weather_code"
      case min = "temperature_2m_min"
      case max = "temperature_2m_max"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case timezone, current, daily
    case offset = "utc_offset_seconds"
  }

  static func request(at coordinates: CityWeather.Coordinates, key: Secret?) -> UpstreamRequest {
    let (latitude, longitude) = coordinates.texts
    let current = Current.CodingKeys.allCases.filter { $0 != .time && $0 != .interval }.map(\.rawValue)
    let daily = Daily.CodingKeys.allCases.filter { $0 != .time }.map(\.rawValue)
    return UpstreamRequest(
      "/v1/forecast",
      query: [
        ("latitude", latitude), ("longitude", longitude), ("current", current.joined(separator: ",")),
        ("daily", daily.joined(separator: ",")), ("forecast_days", "\(CityWeather.forecastDays)"),
        ("timezone", "auto"), ("wind_speed_unit", "ms"),
      ] + (key.map { [("apikey", $0.revealed)] } ?? []))
  }

  /// The weather, and for how long there will be no newer.
  static func weather(
    from reply: UpstreamReply, in place: CityWeather.Place
  ) throws(ProviderError) -> (weather: CityWeather, freshFor: Duration) {
    if let error = OpenMeteoFault.error(in: reply) { throw error }
    let content = try reply.json(Self.self)
    guard let current = content.current, let offset = PlausibleWeather.offset(content.offset?.value),
      let time = current.time, let asOf = Plausible.date(local: time, offset: offset)
    else { throw .unavailable("Open-Meteo answered without the time of the weather.") }
    var place = place
    if let timezone = Plausible.text(content.timezone) { place.timezone = timezone }
    let weather = CityWeather(
      place: place, temperature: PlausibleWeather.celsius(current.temperature?.value),
      condition: PlausibleWeather.condition(current.code?.value),
      humidity: PlausibleWeather.humidity(current.humidity?.value),
      wind: PlausibleWeather.wind(speed: current.windSpeed?.value, direction: current.windDirection?.value),
      asOf: asOf, forecast: content.daily.map(days) ?? [])
    guard weather.isKnown else { throw .unavailable("Open-Meteo has no measurements of this place now.") }
    return (weather, freshness(of: asOf, interval: current.interval?.value, at: reply.receivedAt))
  }

  private static func days(_ daily: Daily) -> [CityWeather.Day] {
    let dates = (daily.time ?? []).prefix(CityWeather.forecastDays)
    return dates.enumerated().compactMap { index, text in
      // The day's own midnight read as UTC's makes it the day of that name.
      guard let text, let start = Plausible.date(local: text + "T00:00", offset: 0) else { return nil }
      return CityWeather.Day(
        date: CalendarDay(of: start), min: PlausibleWeather.celsius(number(daily.min, index)),
        max: PlausibleWeather.celsius(number(daily.max, index)),
        condition: PlausibleWeather.condition(number(daily.code, index)))
    }
  }

  private static func number(_ numbers: [LooseNumber?]?, _ index: Int) -> Double? {
    guard let numbers, numbers.indices.contains(index) else { return nil }
    return numbers[index]?.value
  }

  /// Until the next step of the data, at most a quarter of an hour; a minute where our clocks differ.
  private static func freshness(of asOf: Date, interval: Double?, at now: Date) -> Duration {
    let step = interval.flatMap { (60...3600).contains($0) ? $0 : nil } ?? 900
    return .seconds(min(900, max(60, asOf.timeIntervalSince(now) + step)))
  }
}
