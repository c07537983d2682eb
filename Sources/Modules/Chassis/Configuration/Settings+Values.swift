/// Reading a setting as a value of some kind. All throw ``ConfigurationError`` for a value that is set but wrong, and
/// use the default only where nothing is set.
extension Settings {
  /// Any text; nil where it is not set.
  package func string(_ key: String) -> String? {
    let value = raw(key)
    ledger.note(key, value)
    return value
  }

  package func string(_ key: String, default fallback: String) -> String {
    let value = raw(key) ?? fallback
    ledger.note(key, value)
    return value
  }

  /// One of `choices`, whatever its case; the answer is the spelling among the choices.
  package func choice(_ key: String, of choices: [String], default fallback: String) throws -> String {
    try value(key, default: fallback, allowed: Self.oneOf(choices), shown: { $0 }) { text in
      choices.first { $0.lowercased() == text.lowercased() }
    }
  }

  /// One of the cases of `Choice`, whatever its letters' case.
  package func choice<Choice>(_ key: String, default fallback: Choice) throws -> Choice
  where Choice: CaseIterable & RawRepresentable<String> {
    let choices = Choice.allCases.map(\.rawValue)
    return try value(key, default: fallback, allowed: Self.oneOf(choices), shown: \.rawValue) { text in
      Choice.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
    }
  }

  package func integer(_ key: String, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return try value(key, default: fallback, allowed: allowed, shown: String.init) { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A port to listen on; 0 lets the system choose a free one.
  package func port(_ key: String, default fallback: Int) throws -> Int {
    let allowed = "a whole number from 1 to 65535, or 0 for any free port"
    return try value(key, default: fallback, allowed: allowed, shown: String.init) { text in
      Int(text).flatMap { (0...65535).contains($0) ? $0 : nil }
    }
  }

  /// A duration such as `500ms`, `3s`, `2m`, `1h`.
  package func duration(
    _ key: String, default fallback: Duration, in range: ClosedRange<Duration> = .zero ... .seconds(86_400)
  ) throws -> Duration {
    let bounds = "from \(DurationText.format(range.lowerBound)) to \(DurationText.format(range.upperBound))"
    return try value(key, default: fallback, allowed: "\(DurationText.form), \(bounds)", shown: DurationText.format) {
      DurationText.parse($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A number of bytes such as `8192`, `32k`, `1m`.
  package func bytes(_ key: String, default fallback: Int, in range: ClosedRange<Int>) throws -> Int {
    let bounds = "from \(ByteCountText.format(range.lowerBound)) to \(ByteCountText.format(range.upperBound))"
    return try value(key, default: fallback, allowed: "\(ByteCountText.form), \(bounds)", shown: ByteCountText.format) {
      ByteCountText.parse($0).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  package func boolean(_ key: String, default fallback: Bool) throws -> Bool {
    try value(key, default: fallback, allowed: "true or false", shown: String.init) { text in
      switch text.lowercased() {
      case "true", "yes", "on", "1": true
      case "false", "no", "off", "0": false
      default: nil
      }
    }
  }

  /// Texts between commas, without white space around them; empty ones are left out.
  package func list(_ key: String, default fallback: [String] = []) -> [String] {
    let value = raw(key).map { $0.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty } } ?? fallback
    ledger.note(key, value.joined(separator: ","))
    return value
  }

  /// `host:port` pairs between commas. With `defaultPort` the port may be left out.
  package func endpoints(
    _ key: String, default fallback: [HostPort] = [], defaultPort: Int? = nil
  ) throws -> [HostPort] {
    let form = defaultPort.map { "host:port, or host for port \($0)" } ?? "host:port"
    let shown = { @Sendable (list: [HostPort]) in list.map(\.description).joined(separator: ",") }
    return try value(key, default: fallback, allowed: "\(form), several separated by commas", shown: shown) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
      let endpoints = parts.compactMap { HostPort($0, defaultPort: defaultPort) }
      return endpoints.count == parts.count ? endpoints : nil
    }
  }

  /// A secret from `KEY`, or from the first line of the file that `KEY_FILE` names, where orchestrators mount secrets.
  package func secret(_ key: String) throws -> Secret? {
    let fileKey = key + "_FILE"
    let path = raw(fileKey)
    var value = raw(key, isSecret: true)
    if let path {
      guard value == nil else {
        throw ConfigurationError(
          key: fileKey, fault: "is set together with \(key)", allowed: "the only one of the two that is set")
      }
      value = try contents(of: path, namedBy: fileKey).split(whereSeparator: \.isNewline).first.map(\.trimmed)
      guard value?.isEmpty == false else {
        throw ConfigurationError(key: fileKey, fault: "names an empty file", allowed: "a file that holds the secret")
      }
      ledger.note(fileKey, path)
    }
    ledger.noteSecret(key, isSet: value != nil)
    return value.map(Secret.init)
  }

  private func value<Value>(
    _ key: String, default fallback: Value, allowed: String, shown: (Value) -> String, parse: (String) -> Value?
  ) throws -> Value {
    var value = fallback
    if let text = raw(key) {
      guard let parsed = parse(text) else { throw ConfigurationError(key: key, value: text, allowed: allowed) }
      value = parsed
    }
    ledger.note(key, shown(value))
    return value
  }

  private static func oneOf(_ choices: [String]) -> String {
    guard let last = choices.last, choices.count > 1 else { return choices.joined() }
    return choices.dropLast().joined(separator: ", ") + " or " + last
  }
}
