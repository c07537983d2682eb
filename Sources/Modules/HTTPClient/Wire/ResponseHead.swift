import HTTPTypes

/// Puts the head of an answer together from the lines that libcurl hands over one by one.
///
/// libcurl has split the lines and applies the framing; here are the limits, and the fields as values.
struct ResponseHead {
  private(set) var fields = ResponseFields()
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

  /// Takes one line with its line end; true once, when it completes the head of the final answer. Lines after the blank
  /// one are the head of the answer after an interim one, or trailers, which are counted and dropped (RFC 9110 section
  /// 6.5.1: they must not be merged unless known to be safe).
  mutating func receive(line: UnsafeRawBufferPointer) throws(ClientError) -> Bool {
    bytes += line.count
    guard bytes <= limit else {
      throw ClientError(.headTooLarge, "The head of the answer is longer than the \(limit) bytes allowed.")
    }
    if isComplete, !isInterim { return false }
    let text = Self.trimmed(line)
    if isComplete || code == 0 {
      (code, reason) = try Self.status(text)
      fields.removeAll()
      isComplete = false
    } else if text.isEmpty {
      isComplete = true
    } else {
      try receive(field: text, isFolded: Self.isBlank(line[0]))
    }
    return isComplete && !isInterim
  }

  /// Whether a body follows an answer to a method that has one (RFC 9112 section 6.3).
  var expectsBody: Bool { code != 204 && code != 304 }

  /// Length of the body that will come where the head says it. Throws on lengths that contradict each other (RFC 9110
  /// section 8.6).
  func announcedLength() throws(ClientError) -> Int? {
    // RFC 9112 section 6.3: Transfer-Encoding overrides it.
    guard expectsBody, !fields.contains(.transferEncoding) else { return nil }
    guard let values = fields[.contentLength] else { return nil }
    // Nearly always one number. Too large for an Int is too large for any limit.
    if isNumber(values) { return Int(values) ?? .max }
    let lengths = values.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
    guard lengths.allSatisfy({ $0 == lengths.first }) else {
      throw ClientError(.protocolError, "The answer announces several lengths of its body.")
    }
    // Anything else that is no number is libcurl's to refuse.
    guard let length = lengths.first, isNumber(length) else { return nil }
    return Int(length) ?? .max
  }

  private func isNumber(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// status-line = HTTP-version SP status-code SP [ reason-phrase ] (RFC 9112 section 4).
  private static func status(_ line: UnsafeRawBufferPointer) throws(ClientError) -> (code: Int, reason: String) {
    // Room for "HTTP/1.x " and three digits.
    guard line.count >= 12, line.starts(with: "HTTP/1.".utf8), line[8] == 0x20 else { throw noStatus }
    var code = 0
    for byte in line[9..<12] {
      guard (0x30...0x39).contains(byte) else { throw noStatus }
      code = code * 10 + Int(byte - 0x30)
    }
    guard code >= 100, line.count == 12 || line[12] == 0x20 else { throw noStatus }
    return (code, String(decoding: line.dropFirst(13), as: UTF8.self))
  }

  private static var noStatus: ClientError {
    ClientError(.protocolError, "The answer does not begin with an HTTP/1 status line.")
  }

  private mutating func receive(field line: UnsafeRawBufferPointer, isFolded: Bool) throws(ClientError) {
    // A line that begins with a blank continues the one before (RFC 9112 section 5.2).
    if isFolded, fields.continueLast(with: line) { return }
    guard fields.count < Self.mostFields else {
      throw ClientError(.headTooLarge, "The answer has more than \(Self.mostFields) fields.")
    }
    var colon = 0
    while colon < line.count, line[colon] != UInt8(ascii: ":") { colon += 1 }
    guard colon < line.count else { return }
    var value = colon + 1
    while value < line.count, Self.isBlank(line[value]) { value += 1 }
    fields.append(line: line, nameEnd: colon, valueStart: value)
  }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var (start, end) = (0, bytes.count)
    while start < end, isBlank(bytes[start]) { start += 1 }
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    return start.prefix { $0 != " " && $0 != "\t" }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
