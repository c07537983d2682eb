/// A value that must not be seen: printing, interpolating, logging or dumping it shows `<hidden>`.
package struct Secret: Sendable, Equatable {
  private let value: String

  package init(_ value: String) {
    self.value = value
  }

  /// The value itself, to be handed to what needs it and to nothing else.
  package var revealed: String { value }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { Redaction.hidden }
  package var debugDescription: String { Redaction.hidden }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
