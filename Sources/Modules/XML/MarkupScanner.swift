/// Looks through a document before libxml2 does, and refuses what must not get there: other encodings than UTF-8, a
/// document type declaration, which libxml2 has obeyed by the time it tells of it, and tags that take it long.
///
/// It knows where mark-up begins and ends and nothing more. In a well-formed document it sees what libxml2 sees; at the
/// first place where another document breaks the rules, libxml2 stops.
struct MarkupScanner: ~Copyable {
  private let bytes: [UInt8]
  private let limits: XMLLimits
  private var line = 1

  init(_ bytes: [UInt8], limits: XMLLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func scan() throws(XMLError) {
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      throw XMLError(.encoding, "The XML is not valid UTF-8.")
    }
    // Section 2.2 of XML 1.0 allows no NUL, and libxml2, which is C, would stop at one.
    guard !bytes.contains(0) else { throw XMLError(.malformed, "The XML holds a NUL.") }
    guard EncodingDeclaration.allowsUTF8(bytes) else {
      throw XMLError(.encoding, "The XML is declared to be in another encoding than UTF-8.", line: 1)
    }
    var rest = 0
    while let start = find("<", from: rest) {
      rest = try endOfMarkup(at: start)
    }
  }

  /// Where the text behind the mark-up that begins at `start` begins.
  private mutating func endOfMarkup(at start: Int) throws(XMLError) -> Int {
    if has("<!--", at: start) { return try end("-->", from: start + 4, began: start) }
    if has("<?", at: start) { return try end("?>", from: start + 2, began: start) }
    // As text, a CDATA section is measured when it is read.
    if has("<![CDATA[", at: start) { return find("]]>", from: start + 9) ?? bytes.count }
    // XML knows it in capitals only; the other one is HTML's.
    guard !has("<!D", at: start), !has("<!d", at: start) else {
      throw XMLError(.documentType, "The XML has a document type declaration, which is not allowed.", line: line)
    }
    return try endOfTag(at: start)
  }

  /// A `>` within quotes does not end a tag. Every attribute has a quoted value.
  private mutating func endOfTag(at start: Int) throws(XMLError) -> Int {
    var quote: UInt8?
    var attributes = 0
    for index in start..<bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { line += 1 }
      guard index - start < limits.markupBytes else { throw tooLong() }
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return index + 1
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        attributes += 1
        guard attributes <= limits.attributes else {
          throw XMLError(.limit, "The XML has an element with more than \(limits.attributes) attributes.", line: line)
        }
      }
    }
    return bytes.count
  }

  private mutating func end(_ text: StaticString, from index: Int, began start: Int) throws(XMLError) -> Int {
    let end = find(text, from: index) ?? bytes.count
    guard end - start <= limits.markupBytes else { throw tooLong() }
    return end
  }

  private func tooLong() -> XMLError {
    XMLError(.limit, "The XML has a tag or comment longer than \(limits.markupBytes) bytes.", line: line)
  }

  /// The first place from `index` on where `text` stands.
  private mutating func find(_ text: StaticString, from index: Int) -> Int? {
    var index = index
    while index < bytes.count {
      if has(text, at: index) { return index }
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
    return nil
  }

  private func has(_ text: StaticString, at index: Int) -> Bool {
    guard index + text.utf8CodeUnitCount <= bytes.count else { return false }
    return text.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { bytes[index + $0] == wanted[$0] }
    }
  }
}
