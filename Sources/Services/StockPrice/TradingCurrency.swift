/// The unit in which an exchange states prices, and how to report them in a currency of ISO 4217.
struct TradingCurrency: Sendable, Equatable {
  /// ISO 4217 code.
  let code: String

  /// Decimals of a reported price.
  let decimals: Int

  /// How many of the exchange's units make one of the currency: 100 where it trades in pence.
  let unitsPerWhole: Double

  /// `name` is an ISO 4217 code, or one of the names that exchanges give to hundredths. Nil where it is neither.
  init?(_ name: String) {
    switch name {
    case "GBp", "GBX": self.init(code: "GBP", decimals: 4, unitsPerWhole: 100)
    case "ILA": self.init(code: "ILS", decimals: 4, unitsPerWhole: 100)
    case "ZAc": self.init(code: "ZAR", decimals: 4, unitsPerWhole: 100)
    case "JPY", "KRW", "CLP", "VND", "ISK": self.init(code: name, decimals: 0, unitsPerWhole: 1)
    default:
      guard name.utf8.count == 3, name.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
      self.init(code: name, decimals: 2, unitsPerWhole: 1)
    }
  }

  private init(code: String, decimals: Int, unitsPerWhole: Double) {
    self.code = code
    self.decimals = decimals
    self.unitsPerWhole = unitsPerWhole
  }

  /// A price as the exchange states it, in this currency, without digits that mean nothing.
  func reported(_ stated: Double) -> Double { rounded(stated / unitsPerWhole) }

  /// An amount in this currency to its decimals.
  func rounded(_ amount: Double) -> Double { amount.rounded(decimals: decimals) }
}

extension Double {
  /// To the nearest decimal number, halves away from zero.
  func rounded(decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
