import Testing

@testable import Chassis

@Suite struct DurationTextTests {
  @Test(arguments: [
    ("0s", Duration.zero), ("500ms", .milliseconds(500)), ("3s", .seconds(3)), ("2m", .seconds(120)),
    ("1h", .seconds(3600)), ("90s", .seconds(90)),
  ])
  func Whole_numbers_with_a_unit_are_durations(text: String, duration: Duration) {
    #expect(DurationText.parse(text) == duration)
  }

  @Test(arguments: ["", "3", "s", "-3s", "1.5s", "3 s", "3S", "3d", "99999999999999999999s", "9223372036854775807h"])
  func Anything_else_is_none(text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(arguments: ["0s", "1500ms", "3s", "90s", "2m", "1h"])
  func What_is_written_is_read_again(text: String) throws {
    #expect(DurationText.format(try #require(DurationText.parse(text))) == text)
  }
}

@Suite struct EndpointTests {
  @Test(arguments: ["localhost:80", "127.0.1.1:4567", "[::1]:8080", "weather.workshop.local:65535"])
  func An_endpoint_reads_and_writes_the_same_text(text: String) {
    #expect(HostPort(text)?.description == text)
  }

  @Test(arguments: [
    "", ":80", "host", "host:", "host:0", "host:65536", "host:+80", "::1:80", "[::1]80", "[host]:80", "a b:1",
  ])
  func Other_texts_are_none(text: String) {
    #expect(HostPort(text) == nil)
  }

  @Test func A_default_port_stands_in_for_a_missing_one_only() {
    #expect(HostPort("ns", defaultPort: 53) == HostPort(host: "ns", port: 53))
    #expect(HostPort("[::1]", defaultPort: 53) == HostPort(host: "::1", port: 53))
    #expect(HostPort("ns:", defaultPort: 53) == nil)
    #expect(HostPort("ns:x", defaultPort: 53) == nil)
  }
}

@Suite struct EnvironmentFileTests {
  @Test func Lines_comments_and_blanks() throws {
    let text = "# ports\r\nPORT = 80\n\n  HOST=::\nURL=http://a/?b=c\nPORT=81\nEMPTY=\nQUOTED=\"x\"\n"
    let expected = ["PORT": "81", "HOST": "::", "URL": "http://a/?b=c", "EMPTY": "", "QUOTED": "\"x\""]
    #expect(try EnvironmentFile.parse(text, path: "/etc/app.env") == expected)
  }

  @Test(arguments: ["PORT 80", "=80", "MY KEY=1", "1KEY=2"])
  func A_wrong_line_is_named_by_number_and_not_shown(line: String) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try EnvironmentFile.parse("A=1\n\(line)\n", path: "/etc/app.env")
    }
    let message = try #require(error).description
    #expect(message.hasPrefix("CONFIG_FILE has a wrong line, number 2 of /etc/app.env: it must be "))
    #expect(!message.contains(line))
  }

  @Test func Settings_load_the_file_that_CONFIG_FILE_names() throws {
    let settings = try Settings.load(environment: ["CONFIG_FILE": "/app.env", "HOST": "::1"]) { path in
      path == "/app.env" ? "HOST=10.0.0.1\nPORT=81" : ""
    }
    #expect(settings.string("HOST") == "::1")
    #expect(try settings.port("PORT", default: 80) == 81)
    #expect(settings.effective["CONFIG_FILE"] == "/app.env")
  }

  @Test func A_missing_file_is_a_configuration_error() {
    let error = #expect(throws: ConfigurationError.self) {
      try Settings.load(environment: ["CONFIG_FILE": "/no/such/file"])
    }
    #expect(
      error?.description
        == #"CONFIG_FILE is "/no/such/file": it must be the path of a text file that this process can read"#)
  }
}
