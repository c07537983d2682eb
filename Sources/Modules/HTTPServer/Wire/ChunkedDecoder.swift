import HTTPTypes
import NIOCore

/// Takes apart a chunked body (RFC 9112 section 7.1).
///
/// Strict where leniency has been an attack: a size is bare hexadecimal digits, every line ends with CRLF, an extension
/// follows the grammar. Extensions are read past, within a limit on their total, and otherwise ignored.
struct ChunkedDecoder {
  enum Part: Equatable {
    case needMoreBytes
    case data(ByteBuffer)
    case end(trailers: HTTPFields)
  }

  private enum State: Equatable {
    case size
    case data(left: Int)
    case dataEnd
    case trailers
    case finished
  }

  private let limits: Limits
  private var state = State.size
  private var scanned = 0
  private var extensionBytes = 0
  private var trailerBytes = 0
  private var trailerCount = 0
  private var trailers = HTTPFields()

  init(limits: Limits) {
    self.limits = limits
  }

  /// The next part at the start of `buffer`, which is consumed as far as it was understood.
  mutating func next(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> Part {
    while true {
      switch state {
      case .size:
        guard let size = try readSize(&buffer) else { return .needMoreBytes }
        state = size == 0 ? .trailers : .data(left: size)
      case .data(let left):
        guard let data = buffer.readSlice(length: min(left, buffer.readableBytes)), data.readableBytes > 0 else {
          return .needMoreBytes
        }
        state = left == data.readableBytes ? .dataEnd : .data(left: left - data.readableBytes)
        return .data(data)
      case .dataEnd:
        guard try readDataEnd(&buffer) else { return .needMoreBytes }
        state = .size
      case .trailers:
        guard try readTrailer(&buffer) else { return .needMoreBytes }
      case .finished:
        return .end(trailers: trailers)
      }
    }
  }

  /// chunk-size [ chunk-ext ] CRLF.
  private mutating func readSize(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> Int? {
    let limit = Self.sizeDigits + limits.chunkExtensions - extensionBytes
    guard let end = try lineEnd(buffer, limit: limit, tooLong: Self.malformed) else { return nil }
    let (size, digits) = try Self.size(buffer.readableBytesUInt8Span, 0..<end)
    extensionBytes += end - digits
    guard extensionBytes <= limits.chunkExtensions else { throw Self.malformed }
    buffer.moveReaderIndex(forwardBy: end + 2)
    return size
  }

  private static func size(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) throws(MalformedRequest) -> (size: Int, digits: Int) {
    var size = 0
    var index = range.lowerBound
    while index < range.upperBound, let digit = ByteClass.hexValue(bytes[index]) {
      // More digits than this overflow a signed 64-bit integer (section 7.1: overflow must be expected).
      guard index < sizeDigits else { throw malformed }
      size = size << 4 | Int(digit)
      index += 1
    }
    guard index > 0, ChunkExtensions.isValid(bytes, index..<range.upperBound) else { throw malformed }
    return (size, index)
  }

  private mutating func readDataEnd(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> Bool {
    guard let first = buffer.getInteger(at: buffer.readerIndex, as: UInt8.self) else { return false }
    guard first == ByteClass.carriageReturn else { throw Self.malformed }
    guard let second = buffer.getInteger(at: buffer.readerIndex + 1, as: UInt8.self) else { return false }
    guard second == ByteClass.lineFeed else { throw Self.malformed }
    buffer.moveReaderIndex(forwardBy: 2)
    return true
  }

  /// One line of the trailer section, or the blank line that ends it.
  private mutating func readTrailer(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> Bool {
    let limit = max(0, min(limits.fieldLine, limits.head - trailerBytes))
    guard let end = try lineEnd(buffer, limit: limit, tooLong: Self.trailersTooLarge) else { return false }
    if end == 0 {
      state = .finished
    } else {
      guard trailerCount < limits.fieldCount else { throw Self.trailersTooLarge }
      let bytes = buffer.readableBytesUInt8Span
      let (name, value) = try FieldLine.parse(bytes, 0..<end)
      trailerCount += 1
      trailerBytes += end + 2
      keepTrailer(
        name: buffer.getString(at: buffer.readerIndex + name.lowerBound, length: name.count) ?? "",
        value: buffer.getString(at: buffer.readerIndex + value.lowerBound, length: value.count) ?? "")
    }
    buffer.moveReaderIndex(forwardBy: end + 2)
    return true
  }

  /// RFC 9110 section 6.5.1: fields for framing, routing, authentication and content have no place in a trailer section.
  private mutating func keepTrailer(name: String, value: String) {
    guard let name = HTTPField.Name(name) else { return }
    let lower = name.canonicalName
    let forbidden = ["transfer-encoding", "host", "authorization", "proxy-authorization", "cookie", "te", "trailer"]
    guard !lower.hasPrefix("content-"), !forbidden.contains(lower) else { return }
    trailers.append(HTTPField(name: name, value: value))
  }

  /// Length of the line that `buffer` begins with, without CRLF; nil where its end has not come.
  private mutating func lineEnd(
    _ buffer: ByteBuffer, limit: Int, tooLong: MalformedRequest
  ) throws(MalformedRequest) -> Int? {
    switch LineScanner.scan(buffer.readableBytesUInt8Span, from: 0, resumeAt: scanned, limit: limit) {
    case .line(let end):
      scanned = 0
      return end
    case .incomplete(let resumeAt):
      scanned = resumeAt
      return nil
    case .tooLong: throw tooLong
    case .bareCarriageReturn, .bareLineFeed: throw Self.malformed
    }
  }

  private static let sizeDigits = 15
  static let malformed = MalformedRequest(
    .badRequest,
    "The chunked body is malformed: a chunk is its size in hexadecimal, CRLF, that many bytes, and CRLF.")
  static let trailersTooLarge = MalformedRequest(
    .requestHeaderFieldsTooLarge, "The trailer fields are too many or too large.")
}

/// `*( BWS ";" BWS chunk-ext-name [ BWS "=" BWS chunk-ext-val ] )` (RFC 9112 section 7.1.1).
enum ChunkExtensions {
  static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var index = range.lowerBound
    let end = range.upperBound
    func skipBlanks() { while index < end, ByteClass.isBlank(bytes[index]) { index += 1 } }
    func skipToken() -> Bool {
      let start = index
      while index < end, ByteClass.token.contains(bytes[index]) { index += 1 }
      return index > start
    }
    func skipQuoted() -> Bool {
      index += 1
      while index < end, bytes[index] != ByteClass.quote {
        if bytes[index] == ByteClass.backslash { index += 1 }
        guard index < end, ByteClass.isFieldValue(bytes[index]) else { return false }
        index += 1
      }
      guard index < end else { return false }
      index += 1
      return true
    }
    while index < end {
      skipBlanks()
      guard index < end, bytes[index] == ByteClass.semicolon else { return false }
      index += 1
      skipBlanks()
      guard skipToken() else { return false }
      let afterName = index
      skipBlanks()
      guard index < end, bytes[index] == ByteClass.equals else {
        index = afterName
        continue
      }
      index += 1
      skipBlanks()
      guard index < end, bytes[index] == ByteClass.quote ? skipQuoted() : skipToken() else { return false }
    }
    return true
  }
}
