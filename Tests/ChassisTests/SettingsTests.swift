import Testing

@testable import Chassis

@Suite struct SettingsTests {
  private func settings(_ environment: [String: String], file: [String: String] = [:]) -> Settings {
    Settings(environment: environment, file: file) { path in
      switch path {
      case "/secrets/key": "hunter2\n"
      case "/secrets/empty": "\n"
      default: throw ConfigurationError(key: "test", fault: "has no such file", allowed: "known")
      }
    }
  }

  private func fault(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func The_environment_wins_over_the_file() {
    let settings = settings(["HOST": "127.0.0.1"], file: ["HOST": "10.0.0.1", "PROVIDER": "sample"])
    #expect(settings.string("HOST") == "127.0.0.1")
    #expect(settings.string("PROVIDER") == "sample")
  }

  @Test func Keys_are_looked_up_exactly() {
    let settings = settings(["Port": "1", "STOCK_PRICE_SERVICE": "stock-price", "SERVICE_4567_NAME": "weather"])
    #expect(settings.string("PORT") == nil)
    #expect(settings.string("STOCK_PRICE_SERVICE") == "stock-price")
    #expect(settings.string("SERVICE_4567_NAME") == "weather")
  }

  @Test func An_empty_value_counts_as_not_set() throws {
    let settings = settings(["PORT": "  "])
    #expect(try settings.port("PORT", default: 4567) == 4567)
  }

  @Test func A_wrong_port_names_key_value_and_what_is_allowed() {
    let expected = #"PORT is "abc": it must be a whole number from 1 to 65535, or 0 for any free port"#
    #expect(fault { _ = try settings(["PORT": "abc"]).port("PORT", default: 4567) } == expected)
  }

  @Test(arguments: ["-1", "65536", "80.0", "0x50", "99999999999999999999", "8 0"])
  func Ports_out_of_range_or_form_are_refused(text: String) {
    #expect(throws: ConfigurationError.self) { try settings(["PORT": text]).port("PORT", default: 4567) }
  }

  @Test func Integers_keep_to_their_range() throws {
    #expect(try settings(["N": " 7 "]).integer("N", default: 1, in: 1...9) == 7)
    #expect(
      fault { _ = try settings(["N": "10"]).integer("N", default: 1, in: 1...9) }
        == #"N is "10": it must be a whole number from 1 to 9"#)
  }

  @Test func Choices_ignore_case_and_list_themselves_when_refused() throws {
    let choices = ["route53", "consul", "static"]
    #expect(try settings(["S": "Consul"]).choice("S", of: choices, default: "static") == "consul")
    #expect(try settings([:]).choice("S", of: choices, default: "static") == "static")
    #expect(
      fault { _ = try settings(["S": "zookeeper"]).choice("S", of: choices, default: "static") }
        == #"S is "zookeeper": it must be route53, consul or static"#)
  }

  @Test func Choices_may_be_the_cases_of_an_enumeration() throws {
    #expect(try settings(["LOG_FORMAT": "TEXT"]).choice("LOG_FORMAT", default: LogFormat.json) == .text)
  }

  @Test(arguments: [("true", true), ("1", true), ("Yes", true), ("on", true), ("false", false), ("0", false)])
  func Booleans_have_the_usual_spellings(text: String, value: Bool) throws {
    #expect(try settings(["B": text]).boolean("B", default: !value) == value)
  }

  @Test func A_boolean_of_another_form_is_refused() {
    #expect(
      fault { _ = try settings(["B": "maybe"]).boolean("B", default: true) }
        == #"B is "maybe": it must be true or false"#)
  }

  @Test func Lists_are_split_at_commas_and_trimmed() {
    #expect(settings(["L": " a, b ,,c"]).list("L") == ["a", "b", "c"])
    #expect(settings([:]).list("L", default: ["x"]) == ["x"])
  }

  @Test func Endpoint_lists_refuse_a_single_wrong_part() throws {
    let good = try settings(["E": "127.0.1.1:4567, [::1]:80"]).endpoints("E")
    #expect(good == [HostPort(host: "127.0.1.1", port: 4567), HostPort(host: "::1", port: 80)])
    #expect(
      fault { _ = try settings(["E": "a:1,b"]).endpoints("E") }
        == #"E is "a:1,b": it must be host:port, several separated by commas"#)
  }

  @Test func Durations_keep_to_their_range() throws {
    #expect(try settings(["D": "2m"]).duration("D", default: .seconds(1)) == .seconds(120))
    #expect(
      fault { _ = try settings(["D": "2h"]).duration("D", default: .zero, in: .zero ... .seconds(60)) }
        == #"D is "2h": it must be a duration such as 500ms, 3s, 2m or 1h, from 0s to 1m"#)
  }

  @Test func A_value_in_a_message_is_one_short_line_without_password() {
    let long = "x\ny" + String(repeating: "z", count: 500)
    let message = ConfigurationError(key: "K", value: long, allowed: "other").description
    #expect(!message.contains("\n"))
    #expect(message.count < 200)
    let url = ConfigurationError(key: "K", value: "consul://me:pw@host", allowed: "other").description
    #expect(!url.contains("pw"))
  }
}

@Suite struct SecretSettingTests {
  private func settings(_ environment: [String: String]) -> Settings {
    Settings(environment: environment) { path in
      guard path.hasPrefix("/secrets/") else { throw ConfigurationError(key: "", fault: "", allowed: "") }
      return path == "/secrets/empty" ? "\n" : "hunter2\n"
    }
  }

  @Test func A_secret_comes_from_its_key() throws {
    #expect(try settings(["API_KEY": "s3cret"]).secret("API_KEY")?.revealed == "s3cret")
    #expect(try settings([:]).secret("API_KEY") == nil)
  }

  @Test func A_secret_comes_from_the_file_its_FILE_key_names() throws {
    #expect(try settings(["API_KEY_FILE": "/secrets/key"]).secret("API_KEY")?.revealed == "hunter2")
  }

  @Test(arguments: ["/secrets/empty", "/nowhere"])
  func A_file_without_a_secret_is_refused(path: String) {
    #expect(throws: ConfigurationError.self) { try settings(["API_KEY_FILE": path]).secret("API_KEY") }
  }

  @Test func Both_ways_at_once_are_refused_without_echo() throws {
    let both = settings(["API_KEY": "s3cret", "API_KEY_FILE": "/secrets/key"])
    let error = #expect(throws: ConfigurationError.self) { try both.secret("API_KEY") }
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test func A_secret_shows_itself_nowhere() throws {
    let secret = Secret("s3cret")
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\([secret])"] {
      #expect(!text.contains("s3cret"))
    }
  }

  @Test func Effective_settings_hide_secrets_and_passwords_in_URLs() throws {
    let settings = settings(["API_KEY": "s3cret", "REGISTRATION": "consul://me:pw@127.0.0.1:8500", "PORT": "80"])
    _ = try settings.secret("API_KEY")
    _ = settings.string("REGISTRATION")
    _ = try settings.port("PORT", default: 4567)
    _ = try settings.duration("DRAIN_DELAY", default: .milliseconds(1500))
    #expect(
      settings.effective == [
        "API_KEY": "<hidden>", "REGISTRATION": "consul://<hidden>@127.0.0.1:8500", "PORT": "80",
        "DRAIN_DELAY": "1500ms",
      ])
  }

  @Test func printing_or_dumping_settings_shows_no_secret() {
    let settings = Settings(environment: ["API_KEY": "key-4711"])
    var dumped = ""
    dump(settings, to: &dumped)
    for text in ["\(settings)", String(reflecting: settings), "\([settings])", dumped] {
      #expect(!text.contains("4711"), "\(text)")
    }
  }

  @Test func whether_a_setting_is_set_is_no_reading_of_it() {
    let settings = Settings(environment: ["KEY": "a", "EMPTY": " "], file: ["OTHER": "b"])
    #expect(settings.isSet("KEY") && settings.isSet("OTHER"))
    #expect(!settings.isSet("EMPTY") && !settings.isSet("MISSING"))
    #expect(settings.effective.isEmpty)
  }
}
