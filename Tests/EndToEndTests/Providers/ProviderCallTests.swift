import Foundation
import HTTPClient
import HTTPTypes
import Testing

@testable import Demo

/// Which requests a provider gets of a service, and what becomes of its answers.
@Suite(.enabled(if: TestTool.python3.isPresent, TestTool.python3.absence))
struct ProviderCallTests {
  @Test func A_thousand_questions_at_once_for_one_symbol_are_one_request() async throws {
    let (service, standIns) = try await start(try named("yahoo"), "late", test: "thousand")
    let url = try await service.url() + "/stock/AAPL"
    let client = Client(
      configuration: ClientConfiguration(
        userAgent: "end-to-end", maximumConnections: 1000, maximumConnectionsPerHost: 1000))
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<1000 {
        group.addTask {
          try await client.execute(ClientRequest(url: url, timeout: .seconds(60), connectTimeout: .seconds(30))).status
            .code
        }
      }
      return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(statuses == [200: 1000])
    #expect(try await standIns.counts("thousand") == ["yahoo chart": 1])
    await service.stop()
  }

  @Test func A_second_answer_is_from_the_first() async throws {
    for provider in LiveProvider.all {
      let test = "second-\(provider.name)"
      let (service, standIns) = try await start(provider, test: test)
      let url = try await service.url() + provider.known
      let first = try await Web.get(url)
      #expect(first.status == 200, "\(provider): \(first.text)")
      #expect(first.json["cached"] as? Bool == false, "\(provider)")
      let counts = try await standIns.counts(test)
      let second = try await Web.get(url)
      #expect(second.json["cached"] as? Bool == true, "\(provider)")
      #expect(second.json["stale"] as? Bool == false, "\(provider)")
      #expect(second.json["fetchedAt"] as? String == first.json["fetchedAt"] as? String, "\(provider)")
      #expect(try await standIns.counts(test) == counts, "\(provider)")
      await service.stop()
    }
  }

  @Test func Providers_learn_who_asks_and_see_the_key_where_they_want_it() async throws {
    for provider in LiveProvider.all {
      let test = "who-\(provider.name)"
      let (service, standIns) = try await start(provider, test: test)
      _ = try await Web.get(service.url() + provider.known)
      let requests = try await standIns.requests(test)
      #expect(!requests.isEmpty)
      for request in requests {
        #expect(request.fields["user-agent"]?.contains("ecs-service-discovery") == true, "\(request)")
      }
      if ["finnhub", "twelvedata", "helix"].contains(provider.name) {
        // Where a field can carry it, it is not in the address, which proxies and providers log.
        for request in requests { #expect(!request.target.contains("test-key"), "\(request)") }
      }
      await service.stop()
    }
  }

  @Test func One_token_is_for_many_games() async throws {
    let (service, standIns) = try await start(try named("helix"), test: "token")
    let url = try await service.url()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for game in ["Minecraft", "Dota%202", "Just%20Chatting", "League%20of%20Legends", "Dead%20Island%202"] {
        group.addTask { try await Web.get("\(url)/game/\(game)").status }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(try await standIns.counts("token")["twitch-id token"] == 1)
    await service.stop()
  }

  @Test func A_token_that_was_revoked_is_renewed_once() async throws {
    let (service, standIns) = try await start(try named("helix"), "revoked", at: "twitch", test: "revoked")
    #expect(try await Web.get(service.url() + "/game/Minecraft").status == 200)
    #expect(try await Web.get(service.url() + "/game/Dota%202").status == 200)
    #expect(try await standIns.counts("revoked")["twitch-id token"] == 2)
    await service.stop()
  }

  @Test(arguments: ["500", "429", "reset", "html", "deep"])
  func The_next_provider_is_asked_where_one_fails(fault: String) async throws {
    let standIns = try await StandIns.shared
    let test = "next-\(fault)"
    let service = try Program(
      "stock-price", [],
      [
        "PROVIDER": "finnhub,yahoo,sample", "FINNHUB_API_KEY": "test-key",
        "FINNHUB_BASE_URL": standIns.base("finnhub", fault, test: test),
        "YAHOO_BASE_URL": standIns.base("yahoo", test: test),
      ])
    let answer = try await Web.get(service.url() + "/stock/AAPL")
    #expect(answer.status == 200)
    #expect((answer.json["source"] as? [String: Any])?["provider"] as? String == "yahoo")
    await service.stop()
  }

  @Test func Sample_data_that_stands_in_for_live_data_says_so() async throws {
    let standIns = try await StandIns.shared
    let service = try Program(
      "stock-price", [],
      [
        "PROVIDER": "yahoo,sample", "YAHOO_BASE_URL": standIns.base("yahoo", "outage", test: "sample"),
      ])
    let answer = try await Web.get(service.url() + "/stock/AAPL")
    #expect(answer.status == 200)
    #expect((answer.json["source"] as? [String: Any])?["provider"] as? String == "sample")
    await service.stop()
  }

  @Test func What_one_provider_does_not_know_no_other_is_asked_for() async throws {
    let standIns = try await StandIns.shared
    let service = try Program(
      "stock-price", [],
      [
        "PROVIDER": "finnhub,yahoo,sample", "FINNHUB_API_KEY": "test-key",
        "FINNHUB_BASE_URL": standIns.base("finnhub", test: "unknown"),
        "YAHOO_BASE_URL": standIns.base("yahoo", test: "unknown"),
      ])
    #expect(try await Web.get(service.url() + "/stock/ZZZZZZ").status == 404)
    #expect(try await standIns.counts("unknown").keys.allSatisfy { $0.hasPrefix("finnhub") })
    await service.stop()
  }

  private func named(_ name: String) throws -> LiveProvider {
    try #require(LiveProvider.all.first { $0.name == name })
  }

  private func start(
    _ provider: LiveProvider, _ fault: String = "ok", at place: String? = nil, test: String
  ) async throws -> (Program, StandIns) {
    let standIns = try await StandIns.shared
    return (try Program(provider.service, [], provider.settings(standIns, fault, at: place, test: test)), standIns)
  }
}
