import BackendTesting
import Chassis
import Foundation
import HTTPTypes
import Testing
import Upstream

@testable import Twitch

@Suite struct HelixReplyTests {
  private static let found = #"""
    {"data":[{"id":"27471","name":"Minecraft",
    "box_art_url":"https://static-cdn.jtvnw.net/ttv-boxart/27471_IGDB-{width}x{height}.jpg","igdb_id":"121"}]}
    """#
  private static let live = #"""
    {"data":[{"id":"1","user_id":"98765","user_login":"sandy_s","user_name":"Sandy S","game_id":"27471",
    "game_name":"Minecraft","type":"live","title":" building\u0000 it ","tags":null,"viewer_count":78365,
    "started_at":"2026-03-10T15:04:21Z","language":"es","thumbnail_url":"x","tag_ids":[],"is_mature":false},
    {"id":"1","user_login":"sandy_s","type":"live","started_at":"2026-03-10T15:04:21Z"},
    {"id":"2","user_login":"broken","type":"","started_at":"2026-03-10T15:04:21Z"},
    {"id":"3","user_login":"no/login","type":"live","started_at":"2026-03-10T15:04:21Z"},
    {"id":"4","user_login":"no_date","type":"live","started_at":"yesterday"}],"pagination":{"cursor":"eyJi"}}
    """#

  private func reply(_ body: String, _ status: Int = 200, fields: HTTPFields = [:]) -> UpstreamReply {
    UpstreamReply(
      status: status, fields: fields, body: Array(body.utf8), receivedAt: Date(timeIntervalSince1970: 1000))
  }

  @Test func A_category_is_read_with_its_cover_in_full_size() throws {
    let category = try #require(try HelixReply.categories(reply(Self.found)).first)
    #expect(category.id == "27471")
    #expect(category.name == "Minecraft")
    #expect(category.box == "https://static-cdn.jtvnw.net/ttv-boxart/27471_IGDB-285x380.jpg")
    #expect(category.page == "https://www.twitch.tv/directory/category/minecraft")
  }

  @Test(
    arguments: [
      ("https://a.tv/x-52x72.jpg", "https://a.tv/x-285x380.jpg"), ("https://a.tv/x.jpg", "https://a.tv/x.jpg"),
      ("https://a.tv/x-y.jpg", "https://a.tv/x-y.jpg"), ("javascript:x-52x72.jpg", nil), ("", nil), ("-.x", nil),
      (".-", nil),
    ] as [(String, String?)])
  func A_cover_comes_in_one_size(template: String, box: String?) {
    #expect(HelixCategory(id: "1", name: "A", boxTemplate: template)?.box == box)
  }

  @Test(arguments: [#"{"data":[]}"#, #"{"data":null}"#, #"{"data":[],"pagination":{}}"#])
  func Nothing_is_found_in_any_of_its_spellings(body: String) throws {
    #expect(try HelixReply.categories(reply(body)) == [])
    #expect(try HelixReply.streams(reply(body)) == [])
  }

  @Test func Streams_that_are_live_come_once_each_and_odd_ones_are_left_out() throws {
    let streams = try HelixReply.streams(reply(Self.live))
    #expect(
      streams == [
        Game.Stream(
          channel: "Sandy S", title: "building it", viewers: 78365, language: "es",
          startedAt: Date(timeIntervalSince1970: 1_773_155_061), url: "https://www.twitch.tv/sandy_s")
      ])
  }

  @Test func The_exact_name_goes_before_its_beginning_and_that_before_the_first() throws {
    let list = ["Among", "Mine Clone", "Minecraft Dungeons", "Minecraft"].enumerated().compactMap {
      HelixCategory(id: "\($0.offset)", name: $0.element, boxTemplate: nil)
    }
    #expect(HelixReply.best(of: list, for: try GameName("mine craft"))?.name == "Minecraft")
    #expect(HelixReply.best(of: list, for: try GameName("minecraft d"))?.name == "Minecraft Dungeons")
    #expect(HelixReply.best(of: list, for: try GameName("zzz"))?.name == "Among")
    #expect(HelixReply.best(of: [], for: try GameName("zzz")) == nil)
  }

  @Test(
    arguments: [
      (401, #"{"error":"Unauthorized","status":401,"message":"Invalid OAuth token"}"#, ProviderError.Code.refused),
      (400, #"{"error":"Bad Request","status":400,"message":"Invalid cursor."}"#, .unavailable),
      (429, #"{"error":"Too Many Requests","status":429,"message":"Request limit exceeded"}"#, .throttled),
      (500, "", .unavailable), (503, "<html>", .unavailable), (200, "<html>", .unavailable), (200, "", .unavailable),
      (200, "[]", .unavailable),
      (200, "{}", .unavailable), (200, #"{"data":[{"id":"x","name":""}]}"#, .unavailable),
      (200, #"{"data":{"id":1}}"#, .unavailable), (200, #"{"data":[1]}"#, .unavailable),
      (200, String(repeating: "[", count: 100_000), .unavailable), (200, "{\"data\":\u{0}", .unavailable),
    ])
  func Every_other_answer_has_its_meaning(status: Int, body: String, code: ProviderError.Code) {
    for read in [{ _ = try HelixReply.categories($0) }, { _ = try HelixReply.streams($0) }]
      as [(UpstreamReply) throws -> Void]
    {
      let error = #expect(throws: ProviderError.self) { try read(reply(body, status)) }
      #expect(error?.code == code)
    }
  }

  @Test func An_answer_cut_anywhere_is_no_answer() {
    for (body, read) in [
      (Self.found, { _ = try HelixReply.categories($0) }), (Self.live, { _ = try HelixReply.streams($0) }),
    ] as [(String, (UpstreamReply) throws -> Void)] {
      for count in 0..<(body.utf8.count - 3) {
        let cut = UpstreamReply(status: 200, body: Array(body.utf8.prefix(count)))
        #expect(throws: ProviderError.self) { try read(cut) }
      }
    }
  }

  @Test func Invalid_UTF_8_and_numbers_out_of_range_end_nothing() throws {
    let bad = UpstreamReply(
      status: 200, body: Array(#"{"data":[{"id":"1","name":""#.utf8) + [0xFF, 0xFE] + Array(#""}]}"#.utf8))
    _ = try? HelixReply.categories(bad)
    for number in ["1e300", "-5", "\"x\"", "1e400", "99999999999999999999"] {
      let body = Self.live.replacingOccurrences(of: "78365", with: number)
      let viewers = try? HelixReply.streams(reply(body)).first?.viewers
      #expect(viewers == nil || viewers == 0, "\(number)")
    }
  }

  @Test func The_wait_is_until_the_bucket_is_full_again() throws {
    let reset = try #require(HTTPField.Name("Ratelimit-Reset"))
    for (value, wait) in [("1042", 42), ("900", 1), ("99999999", 600)] {
      let error = #expect(throws: ProviderError.self) {
        try HelixReply.streams(reply("", 429, fields: [reset: value]))
      }
      #expect(error?.retryAfter == .seconds(wait))
    }
    let error = #expect(throws: ProviderError.self) { try HelixReply.streams(reply("", 429, fields: [reset: "nan"])) }
    #expect(error?.code == .throttled && error?.retryAfter == nil)
  }
}

@Suite struct HelixGrantTests {
  private func grant(_ body: String, _ status: Int = 200) throws -> HelixGrant {
    try HelixGrant(UpstreamReply(status: status, body: Array(body.utf8)))
  }

  @Test func A_token_is_renewed_a_minute_before_it_ends() throws {
    let grant = try grant(#"{"access_token":"test-token","expires_in":5011271,"token_type":"bearer"}"#)
    #expect(grant.token.revealed == "test-token")
    #expect(grant.lifetime == .seconds(5_011_211))
    #expect("\(grant)".contains("test-token") == false)
  }

  @Test(
    arguments: [
      (400, #"{"status":400,"message":"invalid client"}"#, "TWITCH_CLIENT_ID"),
      (403, #"{"status":403,"message":"invalid client secret"}"#, "TWITCH_CLIENT_SECRET"),
    ])
  func A_wrong_client_is_refused_and_the_setting_named(status: Int, body: String, setting: String) {
    let error = #expect(throws: ProviderError.self) { try grant(body, status) }
    #expect(error?.code == .refused)
    #expect(error?.detail?.contains(setting) == true)
  }

  @Test(arguments: [
    #"{"access_token":""}"#, #"{"access_token":"a\r\nX: y"}"#, "{}", "[]", "x", #"{"access_token":1}"#, "",
  ])
  func What_is_no_token_is_no_answer(body: String) {
    let error = #expect(throws: ProviderError.self) { try grant(body) }
    #expect(error?.code == .unavailable)
  }
}
