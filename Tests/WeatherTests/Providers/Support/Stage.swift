import BackendTesting
import Chassis
import Foundation
import HTTPClient
import HTTPTypes
import TimingTesting
import Upstream

@testable import Weather

/// The services that tell the weather, played in virtual time. It is 30 August 2026, 07:05:00 UTC.
struct Stage: Sendable {
  /// What is answered where a request's URL holds a text.
  typealias Script = [(part: String, answer: @Sendable (ClientRequest) throws -> ClientResponse)]

  private let time = ManualTime()
  private let upstream: ScriptedUpstream
  private let environment: [String: String]

  init(_ environment: [String: String] = [:], _ script: Script) {
    self.environment = environment
    upstream = ScriptedUpstream { try Self.answer($0, script) }
  }

  func play(_ script: Script) {
    upstream.answer { try Self.answer($0, script) }
  }

  private static func answer(_ request: ClientRequest, _ script: Script) throws -> ClientResponse {
    guard let scene = script.first(where: { request.url.contains($0.part) }) else {
      return .answering("<html>There is nothing here</html>", status: 404)
    }
    return try scene.answer(request)
  }

  var outside: Outside {
    let (time, start) = (time, Date(utc: "2026-08-30T07:05:00Z"))
    return upstream.outside(environment, time: time.source) {
      start.addingTimeInterval(time.elapsed / .seconds(1))
    }
  }

  /// As the service makes them, by `PROVIDER`.
  func providers() throws -> FirstAvailable<any WeatherProvider> {
    let outside = outside
    return try weatherProviders(outside).make(outside.settings)
  }

  func pass(_ duration: Duration) { time.advance(by: duration) }

  var requests: [ClientRequest] { upstream.requests }

  /// The last part of each path that was asked for, such as "search", in order.
  var asked: [String] {
    requests.compactMap { $0.url.split(separator: "?").first?.split(separator: "/").last.map(String.init) }
  }
}

extension FirstAvailable<any WeatherProvider> {
  func weather(in city: String) async throws -> Sourced<CityWeather> {
    let query = try CityQuery(city)
    return try await ask { try await $0.weather(in: query) }
  }

  /// Why there is none; nil where there is.
  func error(in city: String) async -> ProviderError? {
    do {
      _ = try await weather(in: city)
      return nil
    } catch {
      return error as? ProviderError
    }
  }
}

extension ClientResponse {
  static func weather(_ body: String, _ status: Int = 200, _ fields: HTTPFields = [:]) -> ClientResponse {
    .answering(body, status: status, fields: fields)
  }
}
