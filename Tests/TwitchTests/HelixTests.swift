import BackendTesting
import Chassis
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Testing
import TimingTesting
import Upstream

@testable import Twitch

@Suite struct HelixTests {
  private let time = ManualTime()
  private static let keys = ["TWITCH_CLIENT_ID": "test-client", "TWITCH_CLIENT_SECRET": "test-secret-4711"]

  /// Twitch with one game, tokens that it counts, and those that it takes.
  private final class Twitch: Sendable {
    struct State {
      var given = 0
      var revoked: Set<String> = []
      var isDown = false
      var searches = true
    }
    let state = Mutex(State())

    func answer(_ request: ClientRequest) throws -> ClientResponse {
      try state.withLock { state in
        if state.isDown { throw ClientError(.timeout, "api.twitch.tv:443 gave no answer.") }
        if request.url.hasSuffix("/oauth2/token") {
          state.given += 1
          return .answering(#"{"access_token":"token-\#(state.given)","expires_in":1000,"token_type":"bearer"}"#)
        }
        let token = request.fields[.authorization]?.dropFirst("Bearer ".count) ?? ""
        let client = HTTPField.Name("Client-Id").flatMap { request.fields[$0] }
        guard client == "test-client", !token.isEmpty, !state.revoked.contains(String(token)) else {
          return .answering(#"{"error":"Unauthorized","status":401,"message":"Invalid OAuth token"}"#, status: 401)
        }
        let category = #"{"data":[{"id":"27471","name":"Minecraft","box_art_url":""}]}"#
        if request.url.contains("/games?name=Minecraft") { return .answering(category) }
        if request.url.contains("/games?") { return .answering(#"{"data":[]}"#) }
        if request.url.contains("/search/categories?query=mine&") { return .answering(category) }
        if request.url.contains("/search/") { return .answering(#"{"data":null}"#) }
        return .answering(
          #"{"data":[{"id":"1","user_login":"a","type":"live","viewer_count":5,"started_at":"2026-03-10T15:04:21Z"}]}"#)
      }
    }
  }

  private func helix(_ environment: [String: String] = keys) throws -> (Helix, Twitch, ScriptedUpstream) {
    let twitch = Twitch()
    let script = ScriptedUpstream { try twitch.answer($0) }
    return (try Helix(script.outside(environment, time: time.source)), twitch, script)
  }

  @Test func A_game_is_found_with_its_streams() async throws {
    let (helix, _, script) = try helix()
    let game = try await helix.game(called: try GameName("Minecraft"))
    #expect(game.value.name == "Minecraft")
    #expect(game.value.viewers == 5)
    #expect(game.source.provider == "helix")
    #expect(game.source.url == "https://www.twitch.tv/directory/category/minecraft")
    #expect(
      script.requests.map(\.url) == [
        "https://id.twitch.tv/oauth2/token", "https://api.twitch.tv/helix/games?name=Minecraft",
        "https://api.twitch.tv/helix/streams?game_id=27471&first=20",
      ])
  }

  @Test func What_is_no_exact_name_is_searched_for() async throws {
    let (helix, _, _) = try helix()
    #expect(try await helix.game(called: try GameName("mine")).value.name == "Minecraft")
    let error = await #expect(throws: ProviderError.self) { try await helix.game(called: try GameName("zzz")) }
    #expect(error?.code == .unknown)
  }

  @Test func A_hundred_questions_share_one_token() async throws {
    let (helix, twitch, _) = try helix()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask { _ = try? await helix.game(called: try GameName("game \(number % 10)")) }
      }
      try await group.waitForAll()
    }
    #expect(twitch.state.withLock { $0.given } == 1)
  }

  @Test func A_token_is_renewed_when_its_time_is_over() async throws {
    let (helix, twitch, _) = try helix()
    _ = try await helix.game(called: try GameName("Minecraft"))
    time.advance(by: .seconds(939))
    _ = try await helix.game(called: try GameName("Minecraft"))
    #expect(twitch.state.withLock { $0.given } == 1)
    time.advance(by: .seconds(61))
    _ = try await helix.game(called: try GameName("Minecraft"))
    #expect(twitch.state.withLock { $0.given } == 2)
  }

  @Test func A_revoked_token_is_renewed_once() async throws {
    let (helix, twitch, _) = try helix()
    _ = try await helix.game(called: try GameName("Minecraft"))
    twitch.state.withLock { $0.revoked = ["token-1"] }
    time.advance(by: .seconds(61))
    #expect(try await helix.game(called: try GameName("Minecraft")).value.viewers == 5)
    #expect(twitch.state.withLock { $0.given } == 2)
  }

  @Test func A_new_token_that_is_refused_as_well_ends_it() async throws {
    let (helix, twitch, script) = try helix()
    twitch.state.withLock { $0.revoked = ["token-1", "token-2", "token-3"] }
    let error = await #expect(throws: ProviderError.self) { try await helix.game(called: try GameName("Minecraft")) }
    #expect(error?.code == .refused)
    #expect(error?.detail?.contains("TWITCH_CLIENT_ID") == true)
    #expect(script.requests.count == 4)
  }

  @Test func During_an_outage_old_streams_are_offered_and_a_new_game_fails() async throws {
    let (helix, twitch, _) = try helix()
    _ = try await helix.game(called: try GameName("Minecraft"))
    twitch.state.withLock { $0.isDown = true }
    for _ in 0..<10 {
      time.advance(by: .seconds(61))
      let stale = await #expect(throws: StaleAnswer<Sourced<Game>>.self) {
        try await helix.game(called: try GameName("Minecraft"))
      }
      #expect(stale?.answer.stale == true)
      #expect(stale?.answer.value.viewers == 5)
    }
    let error = await #expect(throws: ProviderError.self) { try await helix.game(called: try GameName("mine")) }
    #expect(error?.code == .timedOut)
  }

  @Test func No_secret_is_in_an_error() async throws {
    let (helix, _, script) = try helix()
    script.answer { _ in .answering("test-secret-4711 token-1", status: 400) }
    let error = await #expect(throws: ProviderError.self) { try await helix.game(called: try GameName("Minecraft")) }
    for text in ["\(String(describing: error))", "\(helix)", String(reflecting: helix)] {
      #expect(!text.contains("4711"))
    }
  }

  @Test func Without_keys_it_does_not_start_and_auto_means_sample_data() throws {
    let script = ScriptedUpstream { _ in .answering("") }
    for keys in [[:], ["TWITCH_CLIENT_ID": "test-client"]] {
      let outside = script.outside(keys, time: time.source)
      #expect(throws: ConfigurationError.self) { try Helix(outside) }
      #expect(try gameProviders(outside).make(outside.settings).all.map(\.source.provider) == ["sample"])
    }
    let outside = script.outside(Self.keys, time: time.source)
    #expect(try gameProviders(outside).make(outside.settings).all.map(\.source.provider) == ["helix"])
  }
}
