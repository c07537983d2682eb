import HTTPTypes

/// The request line: `method SP request-target SP HTTP-version` (RFC 9112 section 3).
struct RequestLine: Equatable {
  var method: KnownMethod
  var version: HTTPVersion
  var target: RequestTarget

  /// Parses the line in `range`. Checks go grammar, version, method, target: a version that cannot be served makes the
  /// rest meaningless, and a method that is not known says nothing of its target.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) {
    var spaces = (first: -1, second: -1)
    for index in range where bytes[index] == ByteClass.space {
      if spaces.first < 0 {
        spaces.first = index
      } else if spaces.second < 0 {
        spaces.second = index
      } else {
        throw Self.grammar
      }
    }
    // A line with a method and a target alone is HTTP/0.9, which is refused like any other line without a version.
    guard spaces.second > 0, spaces.first > range.lowerBound, spaces.second > spaces.first + 1 else {
      throw Self.grammar
    }
    let methodRange = range.lowerBound..<spaces.first
    for index in methodRange where !ByteClass.token.contains(bytes[index]) { throw Self.grammar }

    version = try Self.version(bytes, (spaces.second + 1)..<range.upperBound)
    guard let method = Self.method(bytes, methodRange) else { throw Self.unknownMethod }
    self.method = method
    target = try RequestTarget(bytes, (spaces.first + 1)..<spaces.second, method: method)
    // A proxy would open a tunnel here; an origin server has none to open (RFC 9110 section 9.3.6).
    guard method != .connect else {
      throw MalformedRequest(.notImplemented, "CONNECT is not implemented: this server is no proxy.")
    }
  }

  /// RFC 9112 section 2.3: `HTTP/` DIGIT `.` DIGIT in capitals. A later minor version of 1 is served as 1.1.
  private static func version(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(MalformedRequest) -> HTTPVersion {
    let name: StaticString = "HTTP/"
    guard range.count == 8, bytes.matches(name, at: range.lowerBound) else { throw grammar }
    let major = bytes[range.lowerBound + 5]
    let minor = bytes[range.lowerBound + 7]
    guard ByteClass.isDigit(major), bytes[range.lowerBound + 6] == UInt8(ascii: "."), ByteClass.isDigit(minor) else {
      throw grammar
    }
    guard major == UInt8(ascii: "1") else {
      throw MalformedRequest(
        .httpVersionNotSupported, "This HTTP version is not supported: HTTP/1.0 and HTTP/1.1 are.")
    }
    return minor == ByteClass.zero ? .http1_0 : .http1_1
  }

  /// Methods are case-sensitive (RFC 9110 section 9.1). Nil for one that no part of this server could ever handle.
  private static func method(_ bytes: Span<UInt8>, _ range: Range<Int>) -> KnownMethod? {
    func isNext(_ name: StaticString) -> Bool {
      range.count == name.utf8CodeUnitCount && bytes.matches(name, at: range.lowerBound)
    }
    if isNext("GET") { return .get }
    if isNext("HEAD") { return .head }
    if isNext("POST") { return .post }
    if isNext("PUT") { return .put }
    if isNext("DELETE") { return .delete }
    if isNext("OPTIONS") { return .options }
    if isNext("PATCH") { return .patch }
    if isNext("TRACE") { return .trace }
    if isNext("CONNECT") { return .connect }
    return nil
  }

  static let grammar = MalformedRequest(
    .badRequest, "The request line is malformed: it must be a method, a target and a version, one space between each.")
  static let unknownMethod = MalformedRequest(
    .notImplemented,
    "The method is not known: GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH and TRACE are, in capitals.")
}

extension Span where Element == UInt8 {
  /// Whether the bytes from `start` on are exactly those of `text`.
  func matches(_ text: StaticString, at start: Int) -> Bool {
    guard start + text.utf8CodeUnitCount <= count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count where self[start + offset] != wanted[offset] { return false }
      return true
    }
  }

  /// Whether the bytes in `range` are `text`, a lower-case text, without regard to case.
  func equals(_ text: StaticString, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count where ByteClass.lowercased(self[range.lowerBound + offset]) != wanted[offset] {
        return false
      }
      return true
    }
  }

  /// `range` without the spaces and tabs at both ends (OWS of RFC 9110 section 5.6.3).
  func trimmingBlanks(_ range: Range<Int>) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, ByteClass.isBlank(self[lower]) { lower += 1 }
    while upper > lower, ByteClass.isBlank(self[upper - 1]) { upper -= 1 }
    return lower..<upper
  }
}
