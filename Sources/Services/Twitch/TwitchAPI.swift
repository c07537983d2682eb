import Chassis
import HTTPServer

/// The routes of the service.
enum TwitchAPI {
  static func add(
    to router: inout Router, providers: FirstAvailable<any GameProvider>, instance: InstanceIdentity
  ) {
    let lookup = Lookup(by: instance)
    router.get("/game/{name}") { request in
      try await lookup.answer {
        let name = try GameName(request.parameters["name"] ?? "")
        return try await providers.ask { try await $0.game(called: name) }
      }
    }
  }
}
