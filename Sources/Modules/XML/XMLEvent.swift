/// What a document consists of, in its order. Comments and processing instructions are passed over.
package enum XMLEvent: Sendable, Equatable {
  case start(XMLStartTag)

  /// All text between two tags: CDATA sections and references to characters are merged into it. Never empty.
  case text(String)

  /// An element's end, which an empty-element tag has, too. The name is the local one.
  case end(String)
}

/// The beginning of an element.
package struct XMLStartTag: Sendable, Equatable {
  /// Without prefix.
  package var name: String

  /// The URI that the prefix, or the lack of one, stands for; nil where the name is in no namespace.
  package var namespace: String?

  /// In the document's order, without declarations of namespaces.
  package var attributes: [XMLAttribute]

  package init(_ name: String, namespace: String? = nil, attributes: [XMLAttribute] = []) {
    self.name = name
    self.namespace = namespace
    self.attributes = attributes
  }
}

/// An attribute of an element.
package struct XMLAttribute: Sendable, Equatable {
  /// Without prefix.
  package var name: String

  /// Nil for a name without a prefix: no default namespace holds for attributes.
  package var namespace: String?
  package var value: String

  package init(_ name: String, namespace: String? = nil, _ value: String) {
    self.name = name
    self.namespace = namespace
    self.value = value
  }
}
