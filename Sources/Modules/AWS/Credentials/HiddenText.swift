/// A text that must not be seen: printing, interpolating or dumping it shows `<hidden>`.
package struct HiddenText: Sendable, Equatable {
  private let text: String

  package init(_ text: String) {
    self.text = text
  }

  /// To be handed to what needs it and to nothing else.
  package var revealed: String { text }
}

extension HiddenText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "<hidden>" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
