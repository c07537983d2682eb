/// A condition of a statement, for one key.
struct AccessCondition: Sendable {
  /// How several values of a request are looked at.
  private enum Quantifier: String {
    /// Holds where there are none, too.
    case all = "ForAllValues:"
    case any = "ForAnyValue:"
  }

  private enum Test: String {
    case equals = "StringEquals"
    case like = "StringLike"
    case arnEquals = "ArnEquals"
    case arnLike = "ArnLike"
    /// `true` where the key must be absent.
    case isNull = "Null"
  }

  private let quantifier: Quantifier?
  private let test: Test
  private let key: String
  private let wanted: [String]

  init(_ name: String, key: String, wanted: [String]) throws {
    let quantifier = [Quantifier.all, .any].first { name.hasPrefix($0.rawValue) }
    let bare = name.dropFirst(quantifier?.rawValue.count ?? 0)
    guard let test = Test(rawValue: String(bare)) else { throw UnknownPolicy(text: "condition \(name)") }
    self.quantifier = quantifier
    self.test = test
    self.key = key.lowercased()
    self.wanted = wanted
  }

  /// - Parameter context: Values by keys in lower case.
  func holds(in context: [String: [String]]) -> Bool {
    let values = context[key] ?? []
    if test == .isNull { return wanted.contains(values.isEmpty ? "true" : "false") }
    switch quantifier {
    case .all: return values.allSatisfy(matches)
    case .any, nil: return values.contains(where: matches)
    }
  }

  private func matches(_ value: String) -> Bool {
    wanted.contains { test == .equals ? value == $0 : Wildcard.matches(value, $0) }
  }
}

/// Patterns of policies: `*` for any characters, `?` for one.
enum Wildcard {
  static func matches(_ text: String, _ pattern: String, ignoringCase: Bool = false) -> Bool {
    let text = Array((ignoringCase ? text.lowercased() : text).utf8)
    let pattern = Array((ignoringCase ? pattern.lowercased() : pattern).utf8)
    // How much of the text each beginning of the pattern can take.
    var reached = [Bool](repeating: false, count: text.count + 1)
    reached[0] = true
    for sign in pattern {
      var next = [Bool](repeating: false, count: text.count + 1)
      for end in 0...text.count {
        switch sign {
        case UInt8(ascii: "*"): next[end] = reached[end] || end > 0 && next[end - 1]
        case UInt8(ascii: "?"): next[end] = end > 0 && reached[end - 1]
        default: next[end] = end > 0 && reached[end - 1] && text[end - 1] == sign
        }
      }
      reached = next
    }
    return reached[text.count]
  }
}
