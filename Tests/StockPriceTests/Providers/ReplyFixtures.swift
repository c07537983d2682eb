import Chassis
import Foundation
import HTTPTypes
import Upstream

/// Monday, 5 October 2026, 13:58:40 UTC: half an hour after the exchanges of New York opened.
let monday = Date(timeIntervalSince1970: 1_791_208_720)

extension UpstreamReply {
  init(_ status: Int = 200, _ text: String, retryAfter: String? = nil) {
    var fields: HTTPFields = [:]
    fields[.retryAfter] = retryAfter
    self.init(status: status, fields: fields, body: Array(text.utf8))
  }
}

/// The code of the error that `body` throws; nil where it throws none, or another kind of error.
func code(_ body: () throws -> Void) -> ProviderError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? ProviderError)?.code
  }
}

/// Replies as the providers send them.
enum Replies {
  /// `daily` bars of 30 September (Wednesday), 1 and 2 October, and of Monday the 5th, whose day is not over.
  static func yahoo(
    meta changes: [String: String?] = [:], closes: String = "331.5, null, 333.69, 333.923",
    timestamps: String = "1790775000, 1790861400, 1790947800, 1791207000"
  ) -> String {
    var meta: [String: String?] = [
      "currency": #""USD""#, "symbol": #""AAPL""#, "exchangeName": #""NMS""#, "instrumentType": #""EQUITY""#,
      "regularMarketTime": "1791208707", "gmtoffset": "-14400", "regularMarketPrice": "333.923",
      "longName": #""Apple Inc.""#, "shortName": #""Apple""#, "chartPreviousClose": "300.01", "priceHint": "2",
      "currentTradingPeriod":
        #"{"regular": {"timezone": "EDT", "start": 1791207000, "end": 1791230400, "gmtoffset": -14400}}"#,
    ]
    meta.merge(changes) { $1 }
    let members = meta.compactMap { name, value in value.map { #""\#(name)": \#($0)"# } }.joined(separator: ", ")
    return """
      {"chart": {"result": [{"meta": {\(members)}, "timestamp": [\(timestamps)], "indicators": {"quote": \
      [{"open": [1, 2, 3, 4], "close": [\(closes)]}], "adjclose": [{"adjclose": [1, 2, 3, 4]}]}}], "error": null}}
      """
  }

  static func yahooError(_ code: String) -> String {
    #"{"chart":{"result":null,"error":{"code":"\#(code)","description":"No data found, symbol may be delisted"}}}"#
  }

  static let finnhub =
    #"{"c":309.38,"d":5.96,"dp":1.9643,"h":310.42,"l":301.32,"o":302.725,"pc":303.42,"t":1697650902}"#

  static let finnhubUnknown = #"{"c":0,"d":null,"dp":null,"h":0,"l":0,"o":0,"pc":0,"t":0}"#

  static let finnhubProfile = """
    {"country":"US","currency":"USD","estimateCurrency":"USD","exchange":"NASDAQ NMS - GLOBAL MARKET","name":"Apple Inc",\
    "marketCapitalization":3149828.207397,"ticker":"AAPL","weburl":"https://www.apple.com/"}
    """

  static func twelveData(_ changes: [String: String?] = [:]) -> String {
    var members: [String: String?] = [
      "symbol": #""AAPL""#, "name": #""Apple Inc.""#, "exchange": #""NASDAQ""#, "mic_code": #""XNGS""#,
      "currency": #""USD""#, "datetime": #""2026-09-16""#, "timestamp": "1789565400", "last_quote_at": "1789574220",
      "open": #""332.525""#, "close": #""332.695""#, "previous_close": #""331.34000""#, "is_market_open": "true",
      "fifty_two_week": #"{"low":"236.32001","high":"344.57001","range":"236.320007 - 344.570007"}"#,
    ]
    members.merge(changes) { $1 }
    return "{" + members.compactMap { name, value in value.map { #""\#(name)": \#($0)"# } }.joined(separator: ", ")
      + "}"
  }

  static func twelveDataError(_ code: Int, _ message: String) -> String {
    #"{"code":\#(code),"message":"\#(message)","status":"error"}"#
  }

  static let alphaVantage = """
    {"Global Quote":{"01. symbol":"IBM","02. open":"125.6300","03. high":"126.2500","04. low":"124.9000",\
    "05. price":"125.7800","06. volume":"3456789","07. latest trading day":"2026-09-26",\
    "08. previous close":"125.4000","09. change":"0.3800","10. change percent":"0.3031%"}}
    """

  static let alphaVantageSearch = """
    {"bestMatches":[{"1. symbol":"IBMJ.LON","2. name":"Another","8. currency":"GBX"},{"1. symbol":"IBM",\
    "2. name":"International Business Machines Corp","3. type":"Equity","4. region":"United States",\
    "8. currency":"USD","9. matchScore":"1.0000"}]}
    """

  static func alphaVantageFault(_ member: String, _ text: String) -> String { #"{"\#(member)":"\#(text)"}"# }
}
