import Chassis
import Discovery
import FoundationEssentials
import HTTPServer
import HTTPTypes
import NIOCore
import Timing

/// How backends are found, to be seen and, where configuration allows it, to be changed.
struct DiscoveryRoutes: Sendable {
  let discovery: DiscoverySwitch
  let hasControl: Bool

  private static let longestBody = 1024

  func add(to router: inout Router) {
    router.get("/discovery") { _ in try document() }
    guard discovery.isSwitchable else { return }
    router.on(.post, "/discovery/strategy") { request in
      try OrderCheck.pass(request)
      let strategy = try Self.strategy(
        in: await request.body.limited(to: Self.longestBody).collect(), offered: discovery.offered)
      guard discovery.change(to: strategy) else { throw Self.notOffered(strategy.rawValue, discovery.offered) }
      return try document()
    }
  }

  private func document() throws -> Response {
    let document = DiscoveryDocument(
      strategy: discovery.strategy, offered: discovery.offered, isSwitchable: discovery.isSwitchable,
      hasControl: hasControl, services: discovery.report(), now: .now, today: Date())
    var response = try Response.encoding(document.json)
    response.fields[.cacheControl] = "no-store"
    return response
  }

  /// The strategy that `body`, `{"strategy":"consul"}`, names.
  private static func strategy(in body: ByteBuffer, offered: [DiscoveryStrategy]) throws -> DiscoveryStrategy {
    guard let json = try? JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)),
      case .string(let name) = json["strategy"]
    else {
      throw HTTPError(.badRequest, "The body must be a JSON object such as {\"strategy\":\"\(list(offered))\"}.")
    }
    guard let strategy = DiscoveryStrategy(rawValue: name), offered.contains(strategy) else {
      throw notOffered(name, offered)
    }
    return strategy
  }

  private static func notOffered(_ name: String, _ offered: [DiscoveryStrategy]) -> HTTPError {
    let shown = String(
      name.unicodeScalars.prefix(40).map { $0.value < 0x20 || $0.value == 0x7F ? "\u{FFFD}" : Character($0) })
    return HTTPError(.badRequest, "There is no strategy \"\(shown)\" here; allowed: \(list(offered)).")
  }

  private static func list(_ strategies: [DiscoveryStrategy]) -> String {
    strategies.map(\.rawValue).joined(separator: ", ")
  }
}
