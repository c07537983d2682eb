import HTTPTypes

/// Reads one request head: request line, fields, blank line.
///
/// The caller keeps the bytes and shows them again from the same start, with more behind, until a head or an error comes
/// out; after a head they show what follows it. The parser remembers how far it looked, so that no byte is scanned twice
/// however small the pieces are. Lines are judged one by one in their order and nothing depends on how the bytes were
/// split.
struct RequestHeadParser {
  private var limits: Limits
  private var lineStart = 0
  private var scanned = 0
  private var emptyLines = 0
  private var line: RequestLine?
  private var locations: [RequestFields.Location] = []
  private var framing = FramingFields()
  private var isComplete = false

  init(limits: Limits) {
    self.limits = limits
    // Offsets into a head are kept in 16 bits.
    self.limits.head = min(limits.head, Int(UInt16.max))
  }

  /// The head that `bytes` begin with; nil where it is not complete yet.
  mutating func parse(_ bytes: Span<UInt8>) throws(MalformedRequest) -> RequestHead? {
    if isComplete { reset() }
    while true {
      if line == nil { try checkFirstByte(bytes) }
      guard let end = try nextLineEnd(bytes) else { return nil }
      let content = lineStart..<end
      if line == nil {
        if content.isEmpty {
          emptyLines += 1
        } else {
          line = try RequestLine(bytes, content)
          locations.reserveCapacity(16)
        }
      } else if content.isEmpty {
        return try finish(bytes, length: end + 2)
      } else {
        try addField(bytes, content)
      }
      lineStart = end + 2
      scanned = lineStart
    }
  }

  /// Begins the next head. Where the last one is in nobody's hands any more, the storage of its fields is used again.
  private mutating func reset() {
    (lineStart, scanned, emptyLines, line, framing, isComplete) = (0, 0, 0, nil, FramingFields(), false)
    locations.removeAll(keepingCapacity: true)
  }

  /// RFC 9112 section 2.2: an empty line or two before a request line are ignored. Any other byte that cannot begin a
  /// method, such as the first of a TLS handshake, is refused before the rest of it arrives.
  private func checkFirstByte(_ bytes: Span<UInt8>) throws(MalformedRequest) {
    guard lineStart < bytes.count else { return }
    let first = bytes[lineStart]
    if first == ByteClass.carriageReturn, emptyLines < limits.leadingEmptyLines { return }
    guard ByteClass.token.contains(first) else { throw RequestLine.grammar }
  }

  /// Where the line at `lineStart` ends; nil where its end has not come.
  private mutating func nextLineEnd(_ bytes: Span<UInt8>) throws(MalformedRequest) -> Int? {
    let own = line == nil ? limits.requestLine : limits.fieldLine
    let left = max(0, limits.head - lineStart - 2)
    let limit = min(own, left)
    switch LineScanner.scan(bytes, from: lineStart, resumeAt: scanned, limit: limit) {
    case .line(let end):
      guard end + 2 <= limits.head else { throw headTooLarge }
      return end
    case .incomplete(let resumeAt):
      scanned = resumeAt
      return nil
    case .bareCarriageReturn, .bareLineFeed:
      throw MalformedRequest(.badRequest, "Lines of a request head must end with CR and LF together.")
    case .tooLong:
      throw line == nil ? requestLineTooLong(bytes, limit) : headTooLarge
    }
  }

  /// RFC 9112 section 3: 414 for a target that is too long, 501 for a method longer than any that is known.
  ///
  /// Looks at no byte beyond the first that is too many, since those behind it may not be here yet.
  private func requestLineTooLong(_ bytes: Span<UInt8>, _ limit: Int) -> MalformedRequest {
    var index = lineStart
    while index - lineStart <= limit, bytes[index] != ByteClass.space {
      guard ByteClass.token.contains(bytes[index]) else { return RequestLine.grammar }
      index += 1
    }
    guard index - lineStart <= limit else { return RequestLine.unknownMethod }
    return MalformedRequest(
      .uriTooLong, "The request line is too long: at most \(limits.requestLine) bytes are allowed.")
  }

  private mutating func addField(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) {
    guard locations.count < limits.fieldCount else { throw headTooLarge }
    let (name, value) = try FieldLine.parse(bytes, range)
    locations.append(RequestFields.Location(name: name, value: value))
    framing.add(bytes, name: name, value: value)
  }

  private mutating func finish(_ bytes: Span<UInt8>, length: Int) throws(MalformedRequest) -> RequestHead? {
    guard let line else { return nil }
    try framing.checkHost(bytes, version: line.version, target: line.target)
    let bodyFraming = try framing.bodyFraming(bytes, version: line.version)
    try framing.checkExpectation(version: line.version)
    isComplete = true
    return RequestHead(
      line: line, locations: locations, framing: bodyFraming,
      // RFC 9110 section 10.1.1: without a body, and in HTTP/1.0, there is nothing to wait for.
      expectsContinue: framing.expectsContinue && line.version == .http1_1 && bodyFraming != .none,
      wantsKeepAlive: !framing.hasClose && (line.version == .http1_1 || framing.hasKeepAlive),
      host: framing.hosts == 1 ? framing.host : nil, length: length)
  }

  /// RFC 6585 section 5.
  private var headTooLarge: MalformedRequest {
    MalformedRequest(
      .requestHeaderFieldsTooLarge,
      "The header fields are too large: at most \(limits.fieldCount) fields, \(limits.fieldLine) bytes each and \(limits.head) bytes in total are allowed."
    )
  }
}

extension RequestFields.Location {
  init(name: Range<Int>, value: Range<Int>) {
    self.init(
      nameStart: UInt16(name.lowerBound), nameLength: UInt16(name.count), valueStart: UInt16(value.lowerBound),
      valueLength: UInt16(value.count))
  }
}
