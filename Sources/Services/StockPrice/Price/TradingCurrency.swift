/// The unit in which an exchange states prices, and how to report them in a currency of ISO 4217.
struct TradingCurrency: Sendable, Equatable {
  /// ISO 4217 code.
  let code: String

  /// Decimals of a reported price.
  let decimals: Int

  /// By how many decimals the exchange's unit is smaller than the currency: 2 where it trades in pence.
  let shift: Int

  /// `name` is an ISO 4217 code, or one of the names that exchanges give to hundredths and thousandths. Nil where it is
  /// neither.
  init?(_ name: String) {
    switch name {
    case "GBp", "GBX": self.init(code: "GBP", decimals: 2, shift: 2)
    case "ILA": self.init(code: "ILS", decimals: 2, shift: 2)
    case "ZAc": self.init(code: "ZAR", decimals: 2, shift: 2)
    case "KWF": self.init(code: "KWD", decimals: 3, shift: 3)
    case "KWD", "BHD", "OMR", "JOD", "TND": self.init(code: name, decimals: 3)
    case "JPY", "KRW", "CLP", "VND", "ISK": self.init(code: name, decimals: 0)
    default:
      guard name.utf8.count == 3, name.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
      self.init(code: name, decimals: 2)
    }
  }

  static let dollar = TradingCurrency(code: "USD", decimals: 2)

  private init(code: String, decimals: Int, shift: Int = 0) {
    self.code = code
    self.decimals = decimals + shift
    self.shift = shift
  }

  /// An amount in the exchange's unit, in this currency.
  func whole(_ stated: Double) -> Double {
    var units = 1.0
    for _ in 0..<shift { units *= 10 }
    return stated / units
  }

  /// A price as the exchange states it, in this currency, without digits that mean nothing.
  func reported(_ stated: Double) -> Double { rounded(whole(stated)) }

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
