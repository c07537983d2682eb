/// How much of a document is read. Beyond a limit the document is refused as a whole.
package struct XMLLimits: Sendable, Equatable {
  /// Of the whole document.
  package var bytes = 1 << 20

  /// Elements within each other; the root has depth 1.
  package var depth = 64

  /// Elements, attributes, texts, comments and processing instructions together.
  package var nodes = 20_000

  /// Bytes of the text between two tags, in UTF-8, without its mark-up.
  package var textBytes = 1 << 18

  /// Attributes of one element, declarations of namespaces included: libxml2 compares each with all others.
  package var attributes = 32

  /// Bytes of one tag, comment or processing instruction: libxml2 looks through one again with each piece it reads.
  package var markupBytes = 1 << 14

  package init() {}
}
