import Chassis
import Upstream

/// `GET /game/{name}`: a game and who is streaming it.
@main
struct TwitchService {
  static func main() async {
    await Chassis.run("twitch", openAPI: TwitchAPI.document, BackendDocument.shared) { service in
      let providers = try gameProviders(Outside(service)).make(service.settings)
      try service.protect(with: "TWITCH")
      service.info(providers.all.map(\.source))
      TwitchAPI.add(to: &service.router, providers: providers, instance: service.instance)
    }
  }
}
