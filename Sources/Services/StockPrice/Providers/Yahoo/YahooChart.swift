/// The JSON of Yahoo's chart endpoint, as far as it is read. Nearly all of it may be missing.
struct YahooChart: Decodable {
  var chart: Envelope?

  struct Envelope: Decodable {
    var result: [Result]?
    var error: Fault?
  }

  struct Fault: Decodable {
    var code: String?
  }

  struct Result: Decodable {
    var meta: Meta
    var timestamp: [Double?]?
    var indicators: Indicators?

    /// The closes of the bars, `null` where nothing was traded.
    var closes: [Double?] { indicators?.quote?.first?.close ?? [] }
  }

  struct Indicators: Decodable {
    var quote: [Bars]?
  }

  struct Bars: Decodable {
    var close: [Double?]?
  }

  struct Meta: Decodable {
    var currency: String?
    var instrumentType: String?
    var longName: String?
    var shortName: String?
    var regularMarketPrice: Double?
    var regularMarketTime: Double?
    var previousClose: Double?

    /// Seconds east of UTC.
    var gmtoffset: Double?
    var priceHint: Double?
    var currentTradingPeriod: TradingPeriods?
  }

  struct TradingPeriods: Decodable {
    var regular: TradingPeriod?
  }

  /// In Unix seconds.
  struct TradingPeriod: Decodable {
    var start: Double?
    var end: Double?
  }
}
