import Chassis
import Upstream

/// `GET /stock/{symbol}`: what a stock costs.
@main
struct StockPriceService {
  static func main() async {
    await Chassis.run("stock-price", openAPI: StockPriceAPI.document, BackendDocument.shared) { service in
      let providers = try quoteProviders(Outside(service)).make(service.settings)
      try service.protect(with: "STOCK_PRICE")
      service.info(providers.all.map(\.source))
      StockPriceAPI.add(to: &service.router, providers: providers, instance: service.instance)
    }
  }
}
