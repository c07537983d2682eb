import Chassis
import FoundationEssentials
import XML

/// All that reads what providers answer, each with what it is asked for.
enum ProviderReader: CaseIterable {
  case yahoo, finnhubQuote, finnhubProfile, twelveData, alphaVantageQuote, alphaVantageSearch
  case openMeteoPlaces, openMeteo, openWeatherMapPlaces, openWeatherMap, openWeatherMapDays, metNorway
  case twitchToken, twitchCategories, twitchStreams
  case openLibrary, googleBooks, goodreads

  /// When each reply comes.
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  /// Reads `reply` and checks what it says.
  func read(_ reply: UpstreamReply) throws {
    switch self {
    case .yahoo, .finnhubQuote, .finnhubProfile, .twelveData, .alphaVantageQuote, .alphaVantageSearch:
      try readQuote(reply)
    case .openMeteoPlaces, .openMeteo, .openWeatherMapPlaces, .openWeatherMap, .openWeatherMapDays, .metNorway:
      try readWeather(reply)
    case .twitchToken, .twitchCategories, .twitchStreams: try readGame(reply)
    case .openLibrary: AnswerRules.check(try OpenLibraryReply.book(Self.isbn.isbn, from: reply), askedAs: Self.isbn)
    case .googleBooks: AnswerRules.check(try GoogleBooksReply.book(Self.isbn.isbn, from: reply), askedAs: Self.isbn)
    case .goodreads: AnswerRules.check(try GoodreadsReply.book(Self.isbn.isbn, from: reply), askedAs: Self.isbn)
    }
  }

  private func readQuote(_ reply: UpstreamReply) throws {
    switch self {
    case .yahoo: AnswerRules.check(try YahooReply.reading(from: reply, for: Self.symbol, now: Self.now))
    case .twelveData: AnswerRules.check(try TwelveDataReply.reading(from: reply, for: Self.symbol, now: Self.now))
    case .finnhubProfile:
      AnswerRules.check(text: try FinnhubReply.company(from: reply, for: Self.symbol), "a company")
    case .alphaVantageSearch:
      let company = try AlphaVantageReply.company(from: reply, spelling: Self.symbol.text, now: Self.now)
      AnswerRules.check(text: company.name, "a company")
    default:
      let price =
        self == .finnhubQuote
        ? try FinnhubReply.price(from: reply, for: Self.symbol)
        : try AlphaVantageReply.price(from: reply, for: Self.symbol, now: Self.now)
      if let quote = price.quote(for: Self.symbol, name: nil) { AnswerRules.check(quote) }
    }
  }

  private func readWeather(_ reply: UpstreamReply) throws {
    let (place, setting) = (Self.place, "OPENWEATHERMAP_API_KEY")
    switch self {
    case .openMeteoPlaces: AnswerRules.check(try OpenMeteoPlacesReply.places(from: reply))
    case .openWeatherMapPlaces:
      AnswerRules.check(try OpenWeatherMapPlacesReply.places(from: reply, keyIn: setting))
    case .openMeteo:
      let (weather, freshFor) = try OpenMeteoForecastReply.weather(from: reply, in: place)
      AnswerRules.check(weather)
      AnswerRules.check(freshFor)
    case .openWeatherMap:
      AnswerRules.check(try OpenWeatherMapReply.weather(from: reply, in: place, keyIn: setting))
    case .openWeatherMapDays:
      let days = try OpenWeatherMapReply.days(from: reply, keyIn: setting)
      AnswerRules.check(CityWeather(place: place, asOf: Self.now, forecast: days))
    default:
      METNorwayReply.freshness(of: reply).map(AnswerRules.check)
      if let series = try METNorwayReply.series(from: reply) {
        AnswerRules.check(series.weather(at: Self.now, in: place))
      }
    }
  }

  private func readGame(_ reply: UpstreamReply) throws {
    switch self {
    case .twitchToken: AnswerRules.check(try HelixGrant(reply).lifetime)
    case .twitchCategories:
      let categories = try HelixReply.categories(reply)
      if let best = HelixReply.best(of: categories, for: Self.game) {
        AnswerRules.check(link: best.page)
        AnswerRules.check(Game(name: best.name, box: best.box, streams: []))
      }
    default: AnswerRules.check(Game(name: "Minecraft", box: nil, streams: try HelixReply.streams(reply)))
    }
  }
}

/// What is asked for.
extension ProviderReader {
  fileprivate static let symbol = valid { try StockSymbol("AAPL") }
  fileprivate static let isbn = valid { try TypedISBN("9780441172719") }
  fileprivate static let game = valid { try GameName("Minecraft") }
  fileprivate static let place = CityWeather.Place(
    city: "Oslo", region: nil, country: "NO", coordinates: CityWeather.Coordinates(latitude: 59.9, longitude: 10.7),
    timezone: nil)

  private static func valid<Value>(_ make: () throws -> Value) -> Value {
    do {
      return try make()
    } catch {
      fatalError("\(error)")
    }
  }
}
