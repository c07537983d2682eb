/// Writes the JSON of answers and events.
enum JSONText {
  static func string(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\u{0}"..<" ":
        let digits = String(character.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(character)
      }
    }
    return quoted + "\""
  }

  static func string(_ text: String?) -> String { text.map { string($0) } ?? "null" }

  static func list(_ items: [String]) -> String { "[\(items.joined(separator: ","))]" }

  /// Members in their order; one whose value is nil is left out.
  static func object(_ members: [(String, String?)]) -> String {
    "{\(members.compactMap { name, value in value.map { "\(string(name)):\($0)" } }.joined(separator: ","))}"
  }
}
