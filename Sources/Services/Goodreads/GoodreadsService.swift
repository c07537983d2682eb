import Chassis
import Upstream

/// `GET /book/{isbn}`: a book and what its readers think of it.
@main
struct GoodreadsService {
  static func main() async {
    await Chassis.run("goodreads", openAPI: GoodreadsAPI.document, BackendDocument.shared) { service in
      let providers = try bookProviders(Outside(service)).make(service.settings)
      try service.protect(with: "GOODREADS")
      service.info(providers.all.map(\.source))
      GoodreadsAPI.add(to: &service.router, providers: providers, instance: service.instance)
    }
  }
}
