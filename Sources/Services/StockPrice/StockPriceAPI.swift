import Chassis
import HTTPServer

/// The routes of the service.
enum StockPriceAPI {
  static func add(
    to router: inout Router, providers: FirstAvailable<any QuoteProvider>, instance: InstanceIdentity
  ) {
    let lookup = Lookup(by: instance)
    router.get("/stock/{symbol}") { request in
      try await lookup.answer {
        let symbol = try StockSymbol(request.parameters["symbol"] ?? "")
        return try await providers.ask { try await $0.quote(for: symbol) }
      }
    }
  }
}
