import HTTPTypes

/// The fields that decide how a message is framed, whom it is for and how it goes on, gathered as the head is read.
struct FramingFields: Equatable {
  var hosts = 0
  var host: Range<Int> = 0..<0
  private var contentLengths = 0
  private var contentLength: Range<Int> = 0..<0
  private var transferEncodings = 0
  private var transferEncoding: Range<Int> = 0..<0
  private(set) var hasClose = false
  private(set) var hasKeepAlive = false
  private(set) var expectsContinue = false
  private var expectsOther = false

  /// Takes in one field. The name's length rules out nearly all names before any comparison.
  mutating func add(_ bytes: Span<UInt8>, name: Range<Int>, value: Range<Int>) {
    switch name.count {
    case 4 where bytes.equals("host", in: name):
      hosts += 1
      host = value
    case 6 where bytes.equals("expect", in: name):
      if bytes.equals("100-continue", in: value) { expectsContinue = true } else { expectsOther = true }
    case 10 where bytes.equals("connection", in: name):
      TokenList.forEach(bytes, value) { element in
        if bytes.equals("close", in: element) { hasClose = true }
        if bytes.equals("keep-alive", in: element) { hasKeepAlive = true }
      }
    case 14 where bytes.equals("content-length", in: name):
      contentLengths += 1
      contentLength = value
    case 17 where bytes.equals("transfer-encoding", in: name):
      transferEncodings += 1
      transferEncoding = value
    default:
      break
    }
  }

  /// RFC 9112 section 3.2: exactly one valid `Host` in HTTP/1.1, at most one in 1.0, and no empty one where the target
  /// itself names an authority.
  func checkHost(_ bytes: Span<UInt8>, version: HTTPVersion, target: RequestTarget) throws(MalformedRequest) {
    guard hosts == 1 || (hosts == 0 && version == .http1_0) else {
      throw MalformedRequest(
        .badRequest, "An HTTP/1.1 request must have exactly one Host field; this one has \(hosts).")
    }
    guard hosts == 1 else { return }
    guard Authority.isValid(bytes, host, port: .optional), !host.isEmpty || target.authority == nil else {
      throw MalformedRequest(
        .badRequest, "The Host field is malformed: it must be a host name or address, with or without a port.")
    }
  }

  /// How long the body is: RFC 9112 section 6.3, whose list the order here follows.
  func bodyFraming(_ bytes: Span<UInt8>, version: HTTPVersion) throws(MalformedRequest) -> BodyFraming {
    if transferEncodings > 0 {
      // Section 6.1: framing in HTTP/1.0 is faulty by definition.
      guard version == .http1_1 else {
        throw MalformedRequest(.badRequest, "Transfer-Encoding is not allowed in an HTTP/1.0 request.")
      }
      // Section 6.1: both fields together are how requests are smuggled, so there is no choosing between them.
      guard contentLengths == 0 else {
        throw MalformedRequest(.badRequest, "Transfer-Encoding and Content-Length must not both be sent.")
      }
      guard transferEncodings == 1 else { throw Self.malformedCoding }
      return try checkCodings(bytes)
    }
    guard contentLengths > 0 else { return .none }
    // Section 6.3 item 5 allows a list of equal values; an attack and a broken client are all that send one.
    guard contentLengths == 1, let length = Self.decimal(bytes, contentLength) else {
      throw MalformedRequest(.badRequest, "Content-Length must be sent once, as a decimal number of bytes.")
    }
    return length == 0 ? .none : .length(length)
  }

  /// RFC 9110 section 10.1.1: an expectation other than 100-continue gets 417; in HTTP/1.0 expectations are ignored.
  func checkExpectation(version: HTTPVersion) throws(MalformedRequest) {
    guard !expectsOther || version == .http1_0 else {
      throw MalformedRequest(.expectationFailed, "The only expectation that can be met is 100-continue.")
    }
  }

  /// Section 6.3 item 4: the last coding must be chunked, once; section 6.1: an unknown coding is 501.
  private func checkCodings(_ bytes: Span<UInt8>) throws(MalformedRequest) -> BodyFraming {
    var codings = 0
    var chunked = 0
    var lastIsChunked = false
    var isMalformed = false
    TokenList.forEach(bytes, transferEncoding) { element in
      codings += 1
      lastIsChunked = bytes.equals("chunked", in: element)
      if lastIsChunked { chunked += 1 }
      isMalformed = isMalformed || element.isEmpty
      // Section 7.1: a parameter of chunked is an error; none of any other coding would be understood.
      for index in element where !ByteClass.token.contains(bytes[index]) { isMalformed = true }
    }
    guard !isMalformed, chunked <= 1, chunked == 0 || lastIsChunked else { throw Self.malformedCoding }
    guard codings == 1, lastIsChunked else {
      throw MalformedRequest(.notImplemented, "The only transfer coding that is implemented is chunked.")
    }
    return .chunked
  }

  /// 1*DIGIT of at most 19 digits that fits a signed 64-bit integer.
  private static func decimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard (1...19).contains(range.count) else { return nil }
    var value = 0
    for index in range {
      guard ByteClass.isDigit(bytes[index]) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(Int(bytes[index] - ByteClass.zero))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  static let malformedCoding = MalformedRequest(
    .badRequest,
    "Transfer-Encoding is malformed: its last and only coding must be chunked, sent once and without parameters.")
}

/// How many bytes of body follow a head.
enum BodyFraming: Equatable, Sendable {
  case none
  case length(Int)
  case chunked
}
