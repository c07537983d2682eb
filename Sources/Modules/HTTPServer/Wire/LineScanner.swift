/// Finds the end of a line in bytes that may still be arriving.
///
/// A line ends with CRLF and nothing else. RFC 9112 section 2.2 would let a server take a bare LF; implementations that
/// do and those that do not then disagree on where a request ends, so here it is an error, as is a CR on its own.
enum LineScanner {
  enum Result: Equatable {
    /// No end yet within the bytes at hand; the next scan can begin at `resumeAt`.
    case incomplete(resumeAt: Int)
    /// The line's content ends before `end`; the next line begins at `end + 2`.
    case line(end: Int)
    case tooLong
    case bareCarriageReturn
    case bareLineFeed
  }

  /// Looks for the end of the line that begins at `start`, of which the bytes before `resumeAt` were seen to hold none.
  ///
  /// No more than `limit` bytes of content and the CRLF are ever looked at, so the outcome is the same however the
  /// bytes were split on their way.
  static func scan(_ bytes: Span<UInt8>, from start: Int, resumeAt: Int, limit: Int) -> Result {
    let end = min(bytes.count, start + limit + 2)
    var index = max(start, resumeAt)
    // Bytes past the limit are judged one by one, below.
    index += plainPrefix(bytes, index..<min(end, start + limit))
    while index < end {
      switch bytes[index] {
      case ByteClass.lineFeed:
        return .bareLineFeed
      case ByteClass.carriageReturn:
        guard index - start <= limit else { return .tooLong }
        guard index + 1 < bytes.count else { return .incomplete(resumeAt: index) }
        return bytes[index + 1] == ByteClass.lineFeed ? .line(end: index) : .bareCarriageReturn
      default:
        index += 1
        if index - start > limit { return .tooLong }
      }
    }
    return .incomplete(resumeAt: index)
  }

  /// A number of bytes at the beginning of `range` that are neither CR nor LF, found eight at a time.
  private static func plainPrefix(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    let raw = bytes.bytes
    var count = 0
    while count + 8 <= range.count {
      let word = raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound + count, as: UInt64.self)
      // The high bit of a byte is set where that byte is zero, which is CR or LF before; a borrow can set that of a
      // higher byte as well, so a hit is looked at byte by byte.
      let returns = word ^ 0x0D0D_0D0D_0D0D_0D0D
      let feeds = word ^ 0x0A0A_0A0A_0A0A_0A0A
      let hits = (returns &- 0x0101_0101_0101_0101) & ~returns | (feeds &- 0x0101_0101_0101_0101) & ~feeds
      guard hits & 0x8080_8080_8080_8080 == 0 else { break }
      count += 8
    }
    return count
  }
}
