/// A number that a provider sends as a number or as text, whichever it likes today.
package enum LooseNumber: Sendable, Equatable, Decodable {
  case number(Double)
  case text(String)

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      self = .number(try container.decode(Double.self))
    }
  }

  /// Nil where the text is no number, or none that is finite.
  package var value: Double? {
    switch self {
    case .number(let value): value.isFinite ? value : nil
    case .text(let text): text.utf8.count <= 40 ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
    }
  }
}
