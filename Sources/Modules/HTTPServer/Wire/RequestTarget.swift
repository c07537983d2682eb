import HTTPTypes

/// What a request line asks for (RFC 9112 section 3.2), as ranges into the head's bytes.
struct RequestTarget: Equatable {
  /// Nil where the target has no path of its own: `*`, and an absolute form such as `http://host`.
  var path: Range<Int>?
  var query: Range<Int>?
  /// Host and port of the absolute form, which take the place of the `Host` field (section 3.2.2).
  var authority: Range<Int>?
  var isAsterisk = false

  init(_ bytes: Span<UInt8>, _ range: Range<Int>, method: KnownMethod) throws(MalformedRequest) {
    if method == .connect {
      // RFC 9110 section 9.3.6: the authority form, whose port must be there.
      guard Authority.isValid(bytes, range, port: .required) else { throw Self.malformed }
    } else if bytes[range.lowerBound] == ByteClass.slash {
      try parsePathAndQuery(bytes, range)
    } else if range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "*") {
      // Section 3.2.4: the asterisk form is for OPTIONS alone.
      guard method == .options else { throw Self.malformed }
      isAsterisk = true
    } else {
      try parseAbsolute(bytes, range, method: method)
    }
  }

  /// Section 3.2.2: `http://authority[/path][?query]`; a server must accept it although clients send it to proxies only.
  private mutating func parseAbsolute(
    _ bytes: Span<UInt8>, _ range: Range<Int>, method: KnownMethod
  ) throws(MalformedRequest) {
    let start: Int
    if range.count > 7, bytes.equals("http://", in: range.lowerBound..<(range.lowerBound + 7)) {
      start = range.lowerBound + 7
    } else if range.count > 8, bytes.equals("https://", in: range.lowerBound..<(range.lowerBound + 8)) {
      start = range.lowerBound + 8
    } else {
      throw Self.malformed
    }
    var end = start
    while end < range.upperBound, bytes[end] != ByteClass.slash, bytes[end] != ByteClass.question { end += 1 }
    // RFC 9110 section 4.2.1: a host must not be empty; section 4.2.4: user information must not be there.
    guard end > start, bytes[start] != ByteClass.colon, Authority.isValid(bytes, start..<end, port: .optional) else {
      throw Self.malformed
    }
    authority = start..<end
    if end < range.upperBound, bytes[end] == ByteClass.slash {
      try parsePathAndQuery(bytes, end..<range.upperBound)
    } else if end < range.upperBound {
      try parseQuery(bytes, (end + 1)..<range.upperBound)
    } else {
      // Section 3.2.4: an OPTIONS for the host alone is what a proxy turns into `*`.
      isAsterisk = method == .options
    }
  }

  private mutating func parsePathAndQuery(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) {
    let allowed = ByteClass.path
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] != ByteClass.question {
      index = try Self.next(bytes, index, in: allowed, end: range.upperBound)
    }
    path = range.lowerBound..<index
    if index < range.upperBound { try parseQuery(bytes, (index + 1)..<range.upperBound) }
  }

  private mutating func parseQuery(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) {
    let allowed = ByteClass.query
    var index = range.lowerBound
    while index < range.upperBound {
      index = try Self.next(bytes, index, in: allowed, end: range.upperBound)
    }
    query = range
  }

  /// Steps over one character, or over a `%` with its two hexadecimal digits (RFC 3986 section 2.1).
  private static func next(
    _ bytes: Span<UInt8>, _ index: Int, in allowed: ByteSet, end: Int
  ) throws(MalformedRequest) -> Int {
    let byte = bytes[index]
    guard allowed.contains(byte) else { throw malformed }
    guard byte == ByteClass.percent else { return index + 1 }
    guard index + 2 < end, ByteClass.hexValue(bytes[index + 1]) != nil, ByteClass.hexValue(bytes[index + 2]) != nil
    else { throw malformed }
    return index + 3
  }

  static let malformed = MalformedRequest(
    .badRequest,
    "The request target is malformed: it must be a path or an http URL, without fragment, with other characters escaped as %XX."
  )
}
