/// An element with all it holds. Look-ups see its direct children only: the same name further down means another thing.
package struct XMLElement: Sendable, Equatable {
  package var tag: XMLStartTag
  package var children: [XMLElement]

  /// The element's own text, without that of its children; pieces between children follow one another.
  package var text: String

  package init(_ tag: XMLStartTag, children: [XMLElement] = [], text: String = "") {
    self.tag = tag
    self.children = children
    self.text = text
  }

  package var name: String { tag.name }

  /// The first child of that local name, in any namespace.
  package subscript(_ name: String) -> XMLElement? { children.first { $0.name == name } }

  /// Every child of that local name, in any namespace.
  package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// The value of the attribute without prefix.
  package func attribute(_ name: String) -> String? {
    tag.attributes.first { $0.name == name && $0.namespace == nil }?.value
  }
}

extension XMLElement {
  /// The root of a whole document, which is read to its end.
  package init(document bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
    var reader = try XMLReader(bytes, limits: limits)
    guard case .start(let tag) = try reader.next() else { throw .malformed(line: nil) }
    self = try XMLElement(after: tag, from: &reader)
    while try reader.next() != nil {}
  }

  /// The rest of the element whose start `reader` has just given, to its end. It takes no recursion, however deep.
  package init(after tag: XMLStartTag, from reader: inout XMLReader) throws(XMLError) {
    var open = [XMLElement(tag)]
    while let event = try reader.next() {
      switch event {
      case .start(let tag): open.append(XMLElement(tag))
      case .text(let text): open[open.count - 1].text += text
      case .end:
        let closed = open.removeLast()
        guard !open.isEmpty else {
          self = closed
          return
        }
        open[open.count - 1].children.append(closed)
      }
    }
    throw .malformed(line: nil)
  }
}
