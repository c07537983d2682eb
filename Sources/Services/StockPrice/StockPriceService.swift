import Chassis

/// `GET /stock/{symbol}`: what a stock costs.
@main
struct StockPriceService {
  static func main() async {
    await Chassis.run("stock-price", openAPI: StockPriceAPI.document, BackendDocument.shared) { service in
      let providers = try quoteProviders.make(service.settings)
      try service.protect(with: "STOCK_PRICE")
      service.info("provider", providers.all.map(\.name).joined(separator: ", "))
      StockPriceAPI.add(to: &service.router, providers: providers, instance: service.instance)
    }
  }
}
