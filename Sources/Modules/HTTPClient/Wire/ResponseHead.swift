import HTTPTypes

/// Puts the head of an answer together from the lines that libcurl hands over one by one.
///
/// libcurl has split the lines and applies the framing; here are the limits, and the fields as values.
struct ResponseHead {
  private(set) var fields = HTTPFields()
  /// The blank line has come.
  private var isComplete = false
  private var code = 0
  private var reason = ""
  private var bytes = 0
  private let limit: Int
  /// HTTPFields holds no more than 65535 fields; an honest answer has far fewer.
  private static let mostFields = 1000

  init(limit: Int) {
    self.limit = limit
  }

  /// Status of the final answer with the reason phrase that came with it; nil until its head is complete.
  var finalStatus: HTTPResponse.Status? {
    isComplete && !isInterim ? HTTPResponse.Status(code: code, reasonPhrase: reason) : nil
  }

  /// A line of an answer has come, an interim one's included.
  var hasBegun: Bool { bytes > 0 }

  private var isInterim: Bool { (100..<200).contains(code) }

  /// Takes one line with its line end; true once, when it completes the head of the final answer. Lines after the blank one are the head of the answer after an interim one, or
  /// trailers, which are counted and dropped (RFC 9110 section 6.5.1: they must not be merged unless known to be safe).
  mutating func receive(line: UnsafeRawBufferPointer) throws(ClientError) -> Bool {
    bytes += line.count
    guard bytes <= limit else {
      throw ClientError(.headTooLarge, "The head of the answer is longer than the \(limit) bytes allowed.")
    }
    if isComplete, !isInterim { return false }
    let text = Self.trimmed(line[...])
    if isComplete || code == 0 {
      (code, reason) = try Self.status(text)
      fields = HTTPFields()
      isComplete = false
    } else if text.isEmpty {
      isComplete = true
    } else {
      try receive(field: text, isFolded: line[0] == 0x20 || line[0] == 0x09)
    }
    return isComplete && !isInterim
  }

  /// Length of the body that will come where the head says it. Throws on lengths that contradict each other (RFC 9110 section 8.6).
  func announcedLength() throws(ClientError) -> Int? {
    // RFC 9112 section 6.3: these have no body whatever the length says, and Transfer-Encoding overrides it.
    guard code != 204, code != 304, !fields.contains(.transferEncoding) else { return nil }
    let lengths = Set(fields[values: .contentLength].flatMap { $0.split(separator: ",") }.map(Self.trimmed))
    guard lengths.count <= 1 else {
      throw ClientError(.protocolError, "The answer announces several lengths of its body.")
    }
    guard let length = lengths.first else { return nil }
    // Too large for an Int is too large for any limit; anything else that is no number is libcurl's to refuse.
    guard !length.isEmpty, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(length) ?? .max
  }

  /// status-line = HTTP-version SP status-code SP [ reason-phrase ] (RFC 9112 section 4).
  private static func status(_ line: Slice<UnsafeRawBufferPointer>) throws(ClientError) -> (code: Int, reason: String) {
    let parts = line.split(separator: 0x20, maxSplits: 2)
    guard parts.count >= 2, line.starts(with: "HTTP/1.".utf8), parts[1].count == 3,
      let code = Int(String(decoding: parts[1], as: UTF8.self)), code >= 100
    else { throw ClientError(.protocolError, "The answer does not begin with an HTTP/1 status line.") }
    return (code, parts.count > 2 ? String(decoding: parts[2], as: UTF8.self) : "")
  }

  private mutating func receive(field line: Slice<UnsafeRawBufferPointer>, isFolded: Bool) throws(ClientError) {
    // A line that begins with a blank continues the one before (RFC 9112 section 5.2).
    if isFolded, let last = fields.last {
      fields[fields.endIndex - 1].value = last.value + " " + String(decoding: line, as: UTF8.self)
      return
    }
    guard fields.count < Self.mostFields else {
      throw ClientError(.headTooLarge, "The answer has more than \(Self.mostFields) fields.")
    }
    // A field without a valid name says nothing that could be trusted; the rest of the answer may be fine.
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
    else { return }
    fields.append(HTTPField(name: name, value: Self.trimmed(line[(colon + 1)...])))
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    var bytes = bytes.drop { isBlank($0) }
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return start.prefix { $0 != " " && $0 != "\t" }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
