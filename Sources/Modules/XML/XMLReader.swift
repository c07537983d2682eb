import CLibxml2

/// Reads a document piece by piece, by libxml2's reader.
///
/// Safe for documents from anyone: nothing but the bytes given is ever read, a document type declaration is refused, and
/// with it every entity but the five that XML itself defines, and all that can grow has a limit. Only UTF-8 is read.
package struct XMLReader: ~Copyable {
  private let memory: ReaderMemory
  private let limits: XMLLimits
  private var depth = 0
  private var nodes = 0
  /// What was read from libxml2 and not given yet: it follows the text that it ended.
  private var waiting: [XMLEvent] = []
  private var hasEnded = false
  private var failure: XMLError?

  /// Throws where the document can be refused without being parsed.
  package init(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) {
    guard bytes.count <= min(limits.bytes, Int(Int32.max)) else {
      throw XMLError(.limit, "The XML is longer than \(limits.bytes) bytes.")
    }
    var scanner = MarkupScanner(bytes, limits: limits)
    try scanner.scan()
    guard let memory = ReaderMemory(bytes) else { throw .malformed(line: nil) }
    self.memory = memory
    self.limits = limits
  }

  /// The next event; nil at the end of the document, which is well-formed then. Once it has thrown it does so for good.
  package mutating func next() throws(XMLError) -> XMLEvent? {
    if let failure { throw failure }
    do throws(XMLError) {
      return try read()
    } catch {
      failure = error
      throw error
    }
  }
}

extension XMLReader {
  private mutating func read() throws(XMLError) -> XMLEvent? {
    if !waiting.isEmpty { return waiting.removeFirst() }
    var text: [UInt8] = []
    while waiting.isEmpty, try advance() {
      switch xmlReaderTypes(UInt32(truncatingIfNeeded: xmlTextReaderNodeType(memory.reader))) {
      case XML_READER_TYPE_ELEMENT: try readStart()
      case XML_READER_TYPE_END_ELEMENT:
        depth -= 1
        waiting.append(.end(name))
      case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
        XML_READER_TYPE_WHITESPACE:
        try readText(into: &text)
      case XML_READER_TYPE_COMMENT, XML_READER_TYPE_PROCESSING_INSTRUCTION: break
      // A declaration of the document's type or a reference to an entity, which the scanner lets nobody declare.
      default: throw .malformed(line: line)
      }
    }
    guard text.isEmpty else { return .text(String(decoding: text, as: UTF8.self)) }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }

  /// Moves on to the next node; false at the end.
  private mutating func advance() throws(XMLError) -> Bool {
    guard !hasEnded else { return false }
    let result = xmlTextReaderRead(memory.reader)
    if let fault = memory.fault { throw .malformed(line: fault.line > 0 ? Int(fault.line) : nil) }
    guard result >= 0 else { throw .malformed(line: line) }
    hasEnded = result == 0
    if !hasEnded { try count() }
    return !hasEnded
  }

  private mutating func count() throws(XMLError) {
    nodes += 1
    guard nodes <= limits.nodes else {
      throw XMLError(.limit, "The XML has more than \(limits.nodes) nodes.", line: line)
    }
  }

  private mutating func readStart() throws(XMLError) {
    guard depth < limits.depth else {
      throw XMLError(.limit, "The XML has elements more than \(limits.depth) deep.", line: line)
    }
    // To be asked before the attributes are visited.
    let isEmpty = xmlTextReaderIsEmptyElement(memory.reader) == 1
    var tag = XMLStartTag(name, namespace: namespace)
    while xmlTextReaderMoveToNextAttribute(memory.reader) == 1 {
      try count()
      guard xmlTextReaderIsNamespaceDecl(memory.reader) != 1 else { continue }
      tag.attributes.append(XMLAttribute(name, namespace: namespace, value ?? ""))
    }
    xmlTextReaderMoveToElement(memory.reader)
    waiting.append(.start(tag))
    if isEmpty { waiting.append(.end(tag.name)) } else { depth += 1 }
  }

  private func readText(into text: inout [UInt8]) throws(XMLError) {
    guard depth > 0, let piece = xmlTextReaderConstValue(memory.reader) else { return }
    let bytes = UnsafeBufferPointer(start: piece, count: Int(xmlStrlen(piece)))
    guard bytes.count <= limits.textBytes - text.count else {
      throw XMLError(.limit, "The XML has a text longer than \(limits.textBytes) bytes.", line: line)
    }
    text += bytes
  }

  private var name: String { xmlTextReaderConstLocalName(memory.reader).map { String(decodingXML: $0) } ?? "" }
  private var namespace: String? { xmlTextReaderConstNamespaceUri(memory.reader).map { String(decodingXML: $0) } }
  private var value: String? { xmlTextReaderConstValue(memory.reader).map { String(decodingXML: $0) } }

  private var line: Int? {
    let line = xmlTextReaderGetParserLineNumber(memory.reader)
    return line > 0 ? Int(line) : nil
  }
}

extension XMLError {
  static func malformed(line: Int?) -> Self {
    XMLError(.malformed, "The XML is not well-formed.", line: line)
  }
}

extension String {
  fileprivate init(decodingXML text: UnsafePointer<xmlChar>) {
    self.init(decoding: UnsafeBufferPointer(start: text, count: Int(xmlStrlen(text))), as: UTF8.self)
  }
}
