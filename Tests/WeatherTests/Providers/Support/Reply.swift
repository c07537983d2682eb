import Chassis
import Foundation
import HTTPTypes
import Upstream

@testable import Weather

extension UpstreamReply {
  /// - Parameter at: When it came: 30 August 2026, 07:05:00 UTC, where nothing else is said.
  static func with(
    _ body: String, status: Int = 200, fields: HTTPFields = [:], at date: String = "2026-08-30T07:05:00Z"
  ) -> UpstreamReply {
    UpstreamReply(status: status, fields: fields, body: Array(body.utf8), receivedAt: Date(utc: date))
  }
}

extension Date {
  /// `2026-08-30T07:05:00Z`.
  init(utc text: String) {
    self = Plausible.date(iso8601: text) ?? .distantPast
  }
}

extension CityWeather.Place {
  static let berlin = CityWeather.Place(
    city: "Berlin", region: "State of Berlin", country: "DE",
    coordinates: CityWeather.Coordinates(latitude: 52.52437, longitude: 13.41053), timezone: "Europe/Berlin")
}

/// The error that `read` throws; nil where it throws none.
func fault(_ read: () throws(ProviderError) -> some Any) -> ProviderError? {
  do {
    _ = try read()
    return nil
  } catch {
    return error
  }
}
