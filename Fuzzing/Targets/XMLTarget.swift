/// XML documents: any bytes are read or refused within the limits, and what was read is written and reads as itself.
enum XMLTarget {
  static func run(_ bytes: [UInt8]) {
    var limits = XMLLimits()
    // Inputs of odd lengths meet limits that they can reach.
    if bytes.count % 2 == 1 {
      limits.depth = 4
      limits.nodes = 16
      limits.textBytes = 8
      limits.attributes = 3
      limits.markupBytes = 64
    }
    guard let root = try? XMLElement(document: bytes, limits: limits) else { return }
    check(root, limits, depth: 1)
    let again = try? XMLElement(document: Array(write(root).utf8))
    require(again == root, "a document that was written reads as itself")
  }

  private static func check(_ element: XMLElement, _ limits: XMLLimits, depth: Int) {
    require(depth <= limits.depth, "no deeper than allowed")
    require(!element.name.isEmpty && !element.name.contains(":"), "a name has no prefix")
    require(element.tag.attributes.count <= limits.attributes, "no more attributes than allowed")
    require(element.text.utf8.count <= limits.textBytes * (element.children.count + 1), "no longer than allowed")
    for child in element.children { check(child, limits, depth: depth + 1) }
  }

  /// The text comes before all children, as it is kept.
  private static func write(_ element: XMLElement) -> String {
    var tag = "<\(element.name)\(element.tag.namespace.map { " xmlns=\"\(escape($0))\"" } ?? " xmlns=\"\"")"
    for (index, attribute) in element.tag.attributes.enumerated() {
      if let namespace = attribute.namespace, namespace != "http://www.w3.org/XML/1998/namespace" {
        tag += " xmlns:n\(index)=\"\(escape(namespace))\" n\(index):"
      } else {
        tag += attribute.namespace == nil ? " " : " xml:"
      }
      tag += "\(attribute.name)=\"\(escape(attribute.value))\""
    }
    return "\(tag)>\(escape(element.text))\(element.children.map(write).joined())</\(element.name)>"
  }

  private static func escape(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      scalar.value < 0x30 || "<>&\"'".unicodeScalars.contains(scalar) ? "&#\(scalar.value);" : String(scalar)
    }.joined()
  }
}
