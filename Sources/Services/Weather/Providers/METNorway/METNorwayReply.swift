import Chassis
import FoundationEssentials
import HTTPTypes
import Upstream

/// The reply of MET Norway's `/weatherapi/locationforecast/2.0/compact`. Its errors are text or HTML for people.
struct METNorwayReply: Decodable {
  private var properties: Properties?

  private struct Properties: Decodable {
    var timeseries: [Step]?
  }

  private struct Step: Decodable {
    var time: String?
    var data: Conditions?

    enum CodingKeys: String, CodingKey { case time, data }
  }

  private struct Conditions: Decodable {
    var instant: Period?
    var hour: Period?
    var sixHours: Period?
    var twelveHours: Period?

    enum CodingKeys: String, CodingKey {
      case instant
      case hour = "next_1_hours"
      case sixHours = "next_6_hours"
      case twelveHours = "next_12_hours"
    }
  }

  private struct Period: Decodable {
    var summary: Summary?
    var details: Details?

    struct Summary: Decodable {
      var symbol: String?

      enum CodingKeys: String, CodingKey { case symbol = "symbol_code" }
    }

    struct Details: Decodable {
      var temperature: LooseNumber?
      var humidity: LooseNumber?
      var windSpeed: LooseNumber?
      var windDirection: LooseNumber?

      enum CodingKeys: String, CodingKey {
        case temperature = "air_temperature"
        case humidity = "relative_humidity"
        case windSpeed = "wind_speed"
        case windDirection = "wind_from_direction"
      }
    }

    var condition: WeatherCondition? { METNorwaySymbol.condition(summary?.symbol) }
  }

  /// - Parameter kept: What is kept from before, where there is something: then it is sent only if it has changed.
  static func request(at coordinates: CityWeather.Coordinates, kept validator: String?) -> UpstreamRequest {
    let (latitude, longitude) = coordinates.texts
    var fields = HTTPFields()
    // Exactly as it was sent: it is compared as text.
    fields[.ifModifiedSince] = validator
    return UpstreamRequest(
      "/weatherapi/locationforecast/2.0/compact", query: [("lat", latitude), ("lon", longitude)], fields: fields)
  }

  /// The forecast; nil where it has not changed since.
  static func series(from reply: UpstreamReply) throws(ProviderError) -> METNorwaySeries? {
    switch reply.status {
    // 203 is an answer like 200 from a product that will be taken away.
    case 200, 203: break
    case 304: return nil
    case 401, 403:
      throw .refused(
        "MET Norway refused the call: MET_NORWAY_CONTACT must say who calls, by a web site or an e-mail address.")
    case 422: throw .unknown("MET Norway has no forecast for this place.")
    case 429: throw .throttled(retryAfter: reply.retryAfter, "MET Norway has had all the calls that it allows.")
    default: throw .unavailable("MET Norway answered with status \(reply.status).")
    }
    let steps = try reply.json(Self.self).properties?.timeseries ?? []
    let entries = steps.prefix(mostSteps).compactMap(entry).filter { $0.temperature != nil || $0.condition != nil }
    guard let series = METNorwaySeries(entries) else {
      throw .unavailable("MET Norway answered without a forecast.")
    }
    return series
  }

  /// Each answer goes through them. There are about ninety.
  private static let mostSteps = 500

  private static func entry(_ step: Step) -> METNorwaySeries.Entry? {
    guard let time = Plausible.date(iso8601: step.time), let data = step.data else { return nil }
    let now = data.instant?.details
    let (hour, six, twelve) = (data.hour?.condition, data.sixHours?.condition, data.twelveHours?.condition)
    return METNorwaySeries.Entry(
      time: time, temperature: PlausibleWeather.celsius(now?.temperature?.value),
      humidity: PlausibleWeather.humidity(now?.humidity?.value),
      wind: PlausibleWeather.wind(speed: now?.windSpeed?.value, direction: now?.windDirection?.value),
      condition: hour ?? six ?? twelve, outlook: six ?? hour ?? twelve)
  }
}
