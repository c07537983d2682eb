import HTTPServer
import Testing

@testable import Chassis

@Suite struct ServerLimitsTests {
  private func read(_ environment: [String: String]) throws -> Limits {
    try ServerLimits.read(Settings(environment: environment))
  }

  @Test func Without_settings_the_limits_are_the_servers() throws {
    #expect(try read([:]) == Limits())
  }

  @Test func Each_limit_has_its_setting() throws {
    let limits = try read([
      "HTTP_MAX_REQUEST_LINE": "9k", "HTTP_MAX_FIELD": "4096", "HTTP_MAX_HEAD": "16k", "HTTP_MAX_FIELDS": "50",
      "HTTP_MAX_CHUNK_EXTENSIONS": "1k", "HTTP_MAX_BODY": "2m", "HTTP_DRAIN_BYTES": "0", "HTTP_READ_AHEAD": "8k",
      "HTTP_MAX_CONNECTIONS": "5", "HTTP_MAX_REQUESTS": "7", "HTTP_MAX_AGE": "10m", "HTTP_HEAD_TIMEOUT": "1s",
      "HTTP_BODY_TIMEOUT": "2s", "HTTP_BODY_MIN_RATE": "100", "HTTP_BODY_GRACE": "3s", "HTTP_IDLE_TIMEOUT": "4s",
      "HTTP_WRITE_TIMEOUT": "5s", "HTTP_LINGER": "6s", "HTTP_DRAIN_GRACE": "7s",
    ])
    var expected = Limits()
    expected.requestLine = 9216
    expected.fieldLine = 4096
    expected.head = 16_384
    expected.fieldCount = 50
    expected.chunkExtensions = 1024
    expected.body = 2 * 1024 * 1024
    expected.drain = 0
    expected.readAhead = 8192
    expected.connections = 5
    expected.requestsPerConnection = 7
    expected.connectionAge = .seconds(600)
    expected.headTimeout = .seconds(1)
    expected.bodyTimeout = .seconds(2)
    expected.bodyRate = 100
    expected.bodyGrace = .seconds(3)
    expected.idleTimeout = .seconds(4)
    expected.writeTimeout = .seconds(5)
    expected.linger = .seconds(6)
    expected.drainGrace = .seconds(7)
    #expect(limits == expected)
  }

  @Test func Every_limit_is_shown_with_its_effective_value() throws {
    let settings = Settings(environment: ["HTTP_MAX_BODY": "1048576"])
    _ = try ServerLimits.read(settings)
    _ = try ServerLimits.halfClose(settings)
    #expect(settings.effective["HTTP_MAX_BODY"] == "1m" && settings.effective["HTTP_HEAD_TIMEOUT"] == "10s")
    #expect(settings.effective["HTTP_HALF_CLOSE"] == "cancel" && settings.effective.count == 20)
  }

  @Test(arguments: [
    ("HTTP_MAX_HEAD", "64k", "a number of bytes such as 8192, 32k or 1m, from 256 to 65535"),
    ("HTTP_MAX_BODY", "-1", "a number of bytes such as 8192, 32k or 1m, from 0 to 1024m"),
    ("HTTP_MAX_CONNECTIONS", "0", "a whole number from 1 to 1000000"),
    ("HTTP_HEAD_TIMEOUT", "0s", "a duration such as 500ms, 3s, 2m or 1h, from 100ms to 1h"),
    ("HTTP_IDLE_TIMEOUT", "75", "a duration such as 500ms, 3s, 2m or 1h, from 100ms to 1h"),
  ])
  func Value_out_of_range_is_named_with_what_is_allowed(key: String, value: String, allowed: String) {
    let error = #expect(throws: ConfigurationError.self) { try read([key: value]) }
    #expect(error?.description == "\(key) is \"\(value)\": it must be \(allowed)")
  }

  @Test func Half_closing_cancels_or_is_allowed() throws {
    #expect(try ServerLimits.halfClose(Settings(environment: [:])) == .cancels)
    #expect(try ServerLimits.halfClose(Settings(environment: ["HTTP_HALF_CLOSE": "allow"])) == .allowed)
    #expect(throws: ConfigurationError(key: "HTTP_HALF_CLOSE", value: "yes", allowed: "cancel or allow")) {
      try ServerLimits.halfClose(Settings(environment: ["HTTP_HALF_CLOSE": "yes"]))
    }
  }
}

@Suite struct ByteCountTextTests {
  @Test(arguments: [("0", 0), ("8192", 8192), ("32k", 32_768), ("32K", 32_768), ("1m", 1_048_576)])
  func Whole_numbers_with_or_without_a_unit_are_bytes(text: String, bytes: Int) {
    #expect(ByteCountText.parse(text) == bytes)
  }

  @Test(arguments: ["", "k", "-1", "1.5k", "1 k", "1kb", "1g", "٣", "9223372036854775807k"])
  func Anything_else_is_none(text: String) {
    #expect(ByteCountText.parse(text) == nil)
  }

  @Test(arguments: ["0", "1", "1000", "8k", "1025k", "1m"])
  func What_is_written_is_read_again(text: String) throws {
    #expect(ByteCountText.format(try #require(ByteCountText.parse(text))) == text)
  }
}
