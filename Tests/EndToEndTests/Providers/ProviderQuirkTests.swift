import Foundation
import Testing

@testable import Demo

/// The oddities of providers: what is made of an answer that is right, and not what one would think.
@Suite(.enabled(if: TestTool.python3.isPresent, TestTool.python3.absence))
struct ProviderQuirkTests {
  struct Quirk: Sendable, CustomStringConvertible {
    var what: String
    var provider: String
    var path: String
    var fault = "ok"
    var status = 200
    /// A part of the answer.
    var members = "{}"

    var description: String { "\(provider): \(what)" }
  }

  static let quirks = [
    Quirk(
      what: "pence are pounds", provider: "yahoo", path: "/stock/VOD.L",
      members: #"{"currency": "GBP", "price": 0.915, "name": "Vodafone Group Public Limited Company"}"#),
    Quirk(what: "agorot are shekels", provider: "yahoo", path: "/stock/TEVA.TA", members: #"{"currency": "ILS"}"#),
    Quirk(
      what: "the close before the range is not yesterday's", provider: "yahoo", path: "/stock/7203.T",
      members: #"{"price": 3000, "previousClose": 2970, "currency": "JPY"}"#),
    Quirk(
      what: "neither name nor currency", provider: "yahoo", path: "/stock/NONAME",
      members: #"{"name": "NONAME", "currency": null}"#),
    Quirk(what: "a symbol to be percent-encoded", provider: "yahoo", path: "/stock/%5EGSPC"),
    Quirk(what: "a quote of nothing", provider: "yahoo", path: "/stock/PHANTOM", status: 404),
    Quirk(what: "a dot before the class", provider: "finnhub", path: "/stock/BRK-B", members: #"{"price": 500}"#),
    Quirk(
      what: "a profile that cannot be had", provider: "finnhub", path: "/stock/AAPL", fault: "500~profile2",
      members: #"{"price": 309.38}"#),
    Quirk(what: "a dot before the class", provider: "twelvedata", path: "/stock/BRK-B", members: #"{"price": 500}"#),
    Quirk(what: "404 for what the plan does not hold", provider: "twelvedata", path: "/stock/PLAN", status: 502),
    Quirk(
      what: "the first match is another company", provider: "alphavantage", path: "/stock/IBM",
      members: #"{"name": "International Business Machines Corp", "currency": "USD"}"#),
    Quirk(
      what: "on the equator, and no temperature", provider: "open-meteo", path: "/weather/Nullville",
      members: #"{"temp": null, "country": null, "coordinates": {"latitude": 0, "longitude": 0}}"#),
    Quirk(
      what: "one Springfield of two", provider: "open-meteo", path: "/weather/Springfield,Missouri",
      members: #"{"region": "Missouri", "country": "US"}"#),
    Quirk(what: "no accents", provider: "open-meteo", path: "/weather/sao%20paulo", members: #"{"city": "São Paulo"}"#),
    Quirk(what: "at sea", provider: "openweathermap", path: "/weather/Nullville", members: #"{"country": null}"#),
    Quirk(
      what: "one Paris of two", provider: "openweathermap", path: "/weather/Paris,US", members: #"{"region": "Texas"}"#),
    Quirk(what: "the hour that is now", provider: "met-norway", path: "/weather/Oslo", members: #"{"temp": 11.5}"#),
    Quirk(what: "another spelling", provider: "helix", path: "/game/dota%202", members: #"{"name": "Dota 2"}"#),
    Quirk(
      what: "nobody plays", provider: "helix", path: "/game/dead%20island",
      members: #"{"name": "Dead Island 2", "viewers": 0, "streams": []}"#),
    Quirk(what: "data: null", provider: "helix", path: "/game/zzz", status: 404),
    Quirk(
      what: "nobody has rated it", provider: "openlibrary", path: "/book/9780140328721",
      members: #"{"title": "Fantastic Mr. Fox", "ratingscount": null, "averagerating": null, "cover": null}"#),
    Quirk(
      what: "pictures by http", provider: "googlebooks", path: "/book/0307463745",
      members: #"{"cover": "https://books.google.com/books/content?id=abc&zoom=1", "ratingscount": 92318}"#),
    Quirk(
      what: "similar books and authors inside", provider: "goodreads", path: "/book/0307463745",
      members: #"""
        {"title": "Rework", "authors": ["Jason Fried", "David Heinemeier Hansson"], "averagerating": 3.93,
         "ratingscount": 92318, "reviewscount": 2938, "cover": null}
        """#),
    Quirk(
      what: "numbers that are nil", provider: "goodreads", path: "/book/9780140328721",
      members: #"{"ratingscount": null, "averagerating": null}"#),
  ]

  @Test(arguments: quirks)
  func An_oddity_of_a_provider_is_understood(quirk: Quirk) async throws {
    // Not among those that `PROVIDERS` chooses.
    guard let provider = LiveProvider.all.first(where: { $0.name == quirk.provider }) else { return }
    let service = try Program(
      provider.service, [], provider.settings(try await StandIns.shared, quirk.fault, test: "quirks"))
    let answer = try await Web.get(service.url() + quirk.path)
    #expect(answer.status == quirk.status)
    let members = try JSONSerialization.jsonObject(with: Data(quirk.members.utf8)) as? [String: Any]
    for (name, value) in try #require(members) {
      let found = answer.json[name] as? NSObject
      #expect(found?.isEqual(value) == true, "\(name) is \(found ?? NSNull()) instead of \(value)")
    }
    await service.stop()
  }
}
