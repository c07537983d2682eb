import HTTPTypes

/// The path of a request, ready to be compared segment by segment with decoded route segments.
///
/// Most paths hold no escape and are compared where they lie. A path with escapes is decoded once, as a whole, with
/// its delimiters turned into NUL: an octet that no segment may hold, so that an encoded `/` stays inside its segment.
enum RoutePath {
  case plain(String)
  case decoded([UInt8])

  /// Throws 400 for a malformed escape, for octets that are no UTF-8, and for an encoded NUL.
  init(_ path: String) throws(HTTPError) {
    guard Self.hasEscape(path.utf8.span) else {
      self = .plain(path)
      return
    }
    var decoded: [UInt8] = []
    decoded.reserveCapacity(path.utf8.count)
    for segment in path.utf8.split(separator: ByteClass.slash, omittingEmptySubsequences: false).dropFirst() {
      decoded.append(0)
      decoded += try Self.decode(Substring(segment))
    }
    self = .decoded(decoded)
  }

  /// The view's own `contains` asks for one octet after the other through its iterator, at ten times the price.
  private static func hasEscape(_ octets: Span<UInt8>) -> Bool {
    for index in octets.indices where octets[index] == ByteClass.percent { return true }
    return false
  }

  /// The octet that stands before every segment.
  var separator: UInt8 {
    switch self {
    case .plain: ByteClass.slash
    case .decoded: 0
    }
  }

  /// Calls `body` with the octets of the path, the first of which is a separator.
  func withOctets<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    switch self {
    case .plain(let path): body(path.utf8.span)
    case .decoded(let octets): body(octets.span)
    }
  }

  /// The text of `range`; its separators, where it spans several segments, read as `/`.
  func text(_ range: Range<Int>) -> String {
    switch self {
    case .plain(let path):
      let start = path.utf8.index(path.startIndex, offsetBy: range.lowerBound)
      return String(path[start..<path.utf8.index(start, offsetBy: range.count)])
    case .decoded(let octets):
      return String(decoding: octets[range].map { $0 == 0 ? ByteClass.slash : $0 }, as: UTF8.self)
    }
  }

  private static func decode(_ segment: Substring) throws(HTTPError) -> [UInt8] {
    let text: String
    do {
      text = try PercentCoding.decode(segment)
    } catch {
      switch error {
      case .malformedEscape:
        throw HTTPError(.badRequest, "The path has a \"%\" that two hexadecimal digits do not follow.")
      case .notUTF8:
        throw HTTPError(.badRequest, "The path has a segment that is no UTF-8 once decoded.")
      }
    }
    guard !text.utf8.contains(0) else { throw HTTPError(.badRequest, "The path has an encoded NUL (\"%00\").") }
    return Array(text.utf8)
  }
}
