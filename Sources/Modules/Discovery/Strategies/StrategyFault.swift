/// Why a service cannot be looked up as configured.
package struct StrategyFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// Which part of the configuration is wrong. Whoever read it knows the key.
  package enum Part: String, Sendable, Hashable {
    case strategy, domain, service, port, endpoints
  }

  package var part: Part
  /// What is wrong, as the predicate of a sentence about the part: `is "my_app", whose …`.
  package var fault: String
  /// What it must be, as the end of "it must be …".
  package var allowed: String

  package init(_ part: Part, _ fault: String, allowed: String) {
    self.part = part
    self.fault = fault
    self.allowed = allowed
  }

  package var description: String { "the \(part) \(fault): it must be \(allowed)" }
}

extension DiscoveryStrategy {
  /// Throws ``StrategyFault`` for a name that is no strategy's.
  package init(named name: String) throws(StrategyFault) {
    guard let strategy = DiscoveryStrategy(rawValue: name) else {
      let names = Self.allCases.map(\.rawValue)
      throw StrategyFault(
        .strategy, "is \(quoted(name))",
        allowed: "one of \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")")
    }
    self = strategy
  }
}

/// The text as a message can show it: one line of bounded length, whatever the text holds.
func quoted(_ text: String) -> String {
  let shown = text.unicodeScalars.prefix(100).map { scalar in
    scalar.value < 0x20 || scalar.value == 0x7F ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }
  return "\"\(shown.joined())\(text.unicodeScalars.count > 100 ? "…" : "")\""
}
