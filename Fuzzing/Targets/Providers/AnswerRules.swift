import Chassis
import FoundationEssentials
import NIOCore

/// What holds for all data of a provider that leave a reader, whatever the provider sent.
enum AnswerRules {
  static func check(_ reading: QuoteReading) {
    check(reading.quote)
    check(reading.freshFor)
  }

  static func check(_ quote: Quote) {
    checkJSON(quote)
    check(text: quote.name, "a name")
    require(abs(quote.price) <= 1e12 && abs(quote.previousClose ?? 0) <= 1e12, "an amount that can be true")
    require(quote.currency.map { $0.utf8.count == 3 } ?? true, "a currency has three letters")
    check(quote.asOf)
    require(quote.history.count <= 31, "a history of a month")
    require(zip(quote.history, quote.history.dropFirst()).allSatisfy { $0.date < $1.date }, "a history in order")
    for day in quote.history { check(day.date.start) }
  }

  static func check(_ weather: CityWeather) {
    for scale in TemperatureScale.allCases { checkJSON(WeatherReport(weather, in: scale)) }
    check(weather.place)
    check(weather.asOf)
    require(weather.forecast.count <= CityWeather.forecastDays, "as many days as are promised")
    for celsius in [weather.temperature] + weather.forecast.flatMap({ [$0.min, $0.max] }) {
      require((-100...70).contains(celsius ?? 0), "a temperature of this world")
    }
    for day in weather.forecast { check(day.date.start) }
    require((0...100).contains(weather.humidity ?? 0), "humidity in percent")
    if let wind = weather.wind {
      require(wind.speed >= 0 && wind.speed <= 200, "a wind of this world")
      require((0..<360).contains(wind.direction ?? 0), "a direction in degrees")
    }
  }

  static func check(_ places: [FoundPlace]) {
    for found in places {
      check(found.place)
      check(CityWeather(place: found.place, asOf: ProviderReader.now, forecast: []))
    }
  }

  private static func check(_ place: CityWeather.Place) {
    check(text: place.city, "a city")
    for text in [place.region, place.timezone] { text.map { check(text: $0, "a region") } }
    require(place.country.map { $0.utf8.count == 2 } ?? true, "a country has two letters")
    require(abs(place.coordinates.latitude) <= 90 && abs(place.coordinates.longitude) <= 180, "a place on earth")
    _ = place.coordinates.texts
  }

  static func check(_ game: Game) {
    checkJSON(game)
    check(text: game.name, "a name")
    game.box.map(check(link:))
    require(game.viewers >= 0 && game.streams.count <= 100, "as many as there can be")
    for stream in game.streams {
      check(text: stream.channel, "a channel")
      check(stream.startedAt)
      stream.url.map(check(link:))
      require(stream.viewers >= 0, "a number of people")
    }
  }

  static func check(_ book: Book, askedAs typed: TypedISBN) {
    checkJSON(BookAnswer(book, askedAs: typed))
    require(book.isbn == typed.isbn, "the book that was asked for")
    for text in [book.title] + book.authors { check(text: text, "a title or an author") }
    for link in [book.cover, book.url] { link.map(check(link:)) }
    require((-5000...2200).contains(book.year ?? 0), "a year of this world")
    require((book.ratings ?? 0) >= 0 && (book.reviews ?? 0) >= 0, "numbers of people")
    require((1...5).contains(book.averageRating ?? 1), "one to five stars")
  }
}

extension AnswerRules {
  static func check(text: String, _ what: String) {
    require(!text.isEmpty && text.count <= 300, "\(what) has a length")
    require(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "\(what) is one line")
  }

  static func check(link: String) {
    require(link.hasPrefix("https://"), "a link is safe to follow: \(link)")
    require(link.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"<>`".utf8.contains($0) }, "a link is a URL: \(link)")
  }

  static func check(_ freshFor: Duration) {
    require(freshFor > .zero && freshFor <= .seconds(60 * 86_400), "a time for which data are fresh: \(freshFor)")
  }

  /// From 1900 to 2200, and a day around for time zones.
  private static func check(_ date: Date?) {
    guard let seconds = date?.timeIntervalSince1970 else { return }
    require((-2_209_075_200...7_258_204_800).contains(seconds), "a date that can be true: \(seconds)")
  }

  /// By our encoder, and read by another's.
  private static func checkJSON(_ answer: some Encodable) {
    do {
      let text = try JSONText.encode(answer)
      _ = try JSONDecoder().decode(JSONValue.self, from: Data(text.readableBytesView))
    } catch {
      require(false, "what is answered is JSON: \(error)")
    }
  }
}
