/// The values that checks are made of. All throw ``ConfigurationError`` for a value of another form, and give nil where the
/// variable is not set.
extension RegistrationVariables {
  /// A duration as it was written, `shortest` and more.
  package func duration(_ name: String, from shortest: String) throws -> String? {
    try value(name, allowed: "\(ConsulDuration.form), from \(shortest) to 24h") { text in
      guard let duration = ConsulDuration.parse(text), let shortest = ConsulDuration.parse(shortest) else { return nil }
      return (shortest ... .seconds(86_400)).contains(duration) ? text : nil
    }
  }

  package func timeToLive() throws -> Duration? {
    try duration("check_ttl", from: "1s").flatMap(ConsulDuration.parse)
  }

  package func initialStatus() throws -> String? {
    try value("check_initial_status", allowed: "passing, warning or critical") {
      ["passing", "warning", "critical"].contains($0) ? $0 : nil
    }
  }

  package func path(_ name: String) throws -> String? {
    try value(name, allowed: "an absolute path such as /health, in visible ASCII characters") { text in
      text.hasPrefix("/") && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
    }
  }
}
