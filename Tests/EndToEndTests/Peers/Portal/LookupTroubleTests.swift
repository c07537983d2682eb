import Foundation
import Testing

@testable import Demo

/// What a user of the portal, and whoever looks after it, is told where nobody can be found from the start.
@Suite struct LookupTroubleTests {
  /// What went wrong for one backend, and what must be said of it.
  private struct Trouble {
    var backend: Backend
    var settings: [String: String]
    var status: Int
    /// What the problem that the user gets begins with.
    var told: String
    /// Is there too, and in `/discovery`.
    var reason: String
  }

  @Test(.enabled(if: TestTool.named.isPresent, TestTool.named.absence))
  func No_such_name_a_refusal_a_failure_and_silence_are_told_apart() async throws {
    let server = try await BINDServer.start(zones: ["workshop.local": "", "broken.local": "weather A nowhere"])
    let silent = try await BINDServer.start(zones: [:])
    try silent.freeze()
    let (stockPrice, twitch, goodreads) = (Backend.all[0], Backend.all[2], Backend.all[3])
    try await tell(
      [
        Trouble(
          backend: .weather, settings: [:], status: 503, told: "The weather service is not registered",
          reason: "\(server.address) says that weather.workshop.local. does not exist (NXDOMAIN)."),
        Trouble(
          backend: twitch, settings: ["DOMAIN": "elsewhere.example"], status: 503,
          told: "Looking up the twitch service was refused.",
          reason: "\(server.address) answered REFUSED"),
        Trouble(
          backend: stockPrice, settings: ["DOMAIN": "broken.local"], status: 503,
          told: "The stock-price service could not be looked up.", reason: "\(server.address) answered SERVFAIL"),
        Trouble(
          backend: goodreads, settings: ["DNS_SERVER": "\(silent.address)"], status: 504,
          told: "The goodreads service could not be looked up in time.",
          reason: "\(silent.address) did not answer within"),
      ], by: "\(server.address)")
    await server.kill()
    await silent.kill()
  }

  @Test func A_name_server_that_is_not_there_is_told() async throws {
    let nobody = "127.0.0.1:\(try #require(LoopbackPorts.anyFree("127.0.0.1")))"
    try await tell(
      Backend.all.map {
        Trouble(
          backend: $0, settings: [:], status: 503, told: "The \($0.name) service could not be looked up.",
          reason: "\(nobody) cannot be reached (Connection refused)")
      }, by: nobody)
  }

  /// Starts a portal with all `troubles`, one for each backend, and looks for what is said of them.
  private func tell(_ troubles: [Trouble], by server: String) async throws {
    var settings = ["DISCOVERY_STRATEGY": "cloudmap", "DISCOVERY_DNS_SERVER": server, "PORTAL_START_PATIENCE": "0s"]
    for trouble in troubles {
      for (key, value) in trouble.settings { settings["\(trouble.backend.prefix)_DISCOVERY_\(key)"] = value }
    }
    let portal = try await DiscoveringPortal.start(settings)
    for trouble in troubles {
      let (name, path) = (trouble.backend.name, trouble.backend.path)
      var answer = try await Web.get(portal.url + path)
      // On a busy machine any server may at first be too slow.
      try await eventually("the reason for \(name), not \(answer.text)", within: .seconds(60)) {
        answer = try await Web.get(portal.url + path)
        return answer.text.contains(trouble.reason)
      }
      #expect(answer.status == trouble.status)
      let detail = try #require(answer.json["detail"] as? String)
      #expect(detail.hasPrefix(trouble.told), "\(detail)")
      #expect(answer.json["service"] as? String == name)
      let seen = try await portal.service(name)
      #expect(seen.status == "negative" && seen.lastError?.contains(trouble.reason) == true)
    }
    #expect(try await Web.get(portal.url + "/ready").status == 503)
    await portal.program.end()
  }
}
