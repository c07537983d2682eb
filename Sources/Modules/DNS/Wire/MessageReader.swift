/// Reads numbers and names from the bytes of a message, within bounds that are checked at every step.
///
/// RFC 9267 lists what parsers of DNS got wrong. Here no number that was received is used as an index or a count before it
/// was compared with the bytes at hand, and nothing recurses.
struct MessageReader {
  private let bytes: [UInt8]
  private(set) var offset = 0
  /// Nothing at or behind this offset is read, but for the names that pointers lead to.
  private var end: Int
  /// Only the data of a record may be read now.
  private var isNarrowed = false
  /// The name that was read at an offset: nearly every record points at the name of the question.
  private var known: (offset: Int, name: DomainName)?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    end = bytes.count
  }

  /// Bytes not yet read.
  var remaining: Int { end - offset }

  mutating func byte() throws(MalformedMessage) -> UInt8 {
    guard remaining >= 1 else { throw endsEarly() }
    offset += 1
    return bytes[offset - 1]
  }

  mutating func uint16() throws(MalformedMessage) -> UInt16 {
    guard remaining >= 2 else { throw endsEarly() }
    offset += 2
    return UInt16(bytes[offset - 2]) << 8 | UInt16(bytes[offset - 1])
  }

  mutating func uint32() throws(MalformedMessage) -> UInt32 {
    UInt32(try uint16()) << 16 | UInt32(try uint16())
  }

  mutating func uint64() throws(MalformedMessage) -> UInt64 {
    UInt64(try uint32()) << 32 | UInt64(try uint32())
  }

  mutating func take(_ count: Int) throws(MalformedMessage) -> [UInt8] {
    guard remaining >= count else { throw endsEarly() }
    offset += count
    return Array(bytes[(offset - count)..<offset])
  }

  /// Makes the next `count` bytes all that can be read; gives back where the bytes ended before.
  mutating func narrow(to count: Int) throws(MalformedMessage) -> Int {
    guard remaining >= count else { throw endsEarly() }
    let before = end
    end = offset + count
    isNarrowed = true
    return before
  }

  /// Undoes ``narrow(to:)``, and goes on behind the bytes that it allowed.
  mutating func widen(to before: Int) {
    offset = end
    end = before
    isNarrowed = false
  }

  private func endsEarly() -> MalformedMessage {
    isNarrowed
      ? MalformedMessage(.badDataLength, at: offset, "The data of a record is more than its RDLENGTH says.")
      : MalformedMessage(.endsEarly, at: offset, "The message ends early.")
  }
}

extension MessageReader {
  /// A name of 255 bytes has at most 127 labels. A pointer that leads to no label but to another pointer is legal but
  /// makes no name shorter: as many pointers as labels are more than enough, and bound the time that a name takes.
  private static let mostPointers = 127

  /// RFC 1035 section 4.1.4.
  mutating func name() throws(MalformedMessage) -> DomainName {
    let start = offset
    if let known, let target = pointer(at: start), target == known.offset {
      offset += 2
      return known.name
    }
    // The labels up to the last pointer; those since then are the bytes from `runStart`.
    var wire: [UInt8] = []
    var at = start
    var limit = end
    // RFC 9267 section 2: each pointer leads to before where the labels in hand began, so there are no loops.
    var runStart = start
    var pointers = 0
    while true {
      guard at < limit else { throw nameEndsEarly(at: at, afterPointer: pointers > 0) }
      let length = Int(bytes[at])
      switch length {
      case 0:
        if pointers == 0 { offset = at + 1 }
        let name = DomainName(checked: pointers == 0 ? Array(bytes[runStart..<at]) : wire + bytes[runStart..<at])
        if known == nil { known = (start, name) }
        return name
      case 1...DomainName.longestLabel:
        guard at + length < limit else { throw nameEndsEarly(at: at, afterPointer: pointers > 0) }
        guard wire.count + (at - runStart) + length + 2 <= DomainName.longestName else {
          throw MalformedMessage(.nameTooLong, at: start, "A name is over \(DomainName.longestName) bytes long.")
        }
        at += 1 + length
      case 0xC0...:
        guard at + 1 < limit else { throw nameEndsEarly(at: at, afterPointer: pointers > 0) }
        let target = (length & 0x3F) << 8 | Int(bytes[at + 1])
        pointers += 1
        // The header is no name.
        guard target < runStart, target >= MessageHeader.size, pointers <= Self.mostPointers else {
          throw MalformedMessage(.badPointer, at: at, "A compression pointer leads to byte \(target).")
        }
        if pointers == 1 { offset = at + 2 }
        if at > runStart { wire += bytes[runStart..<at] }
        // "A prior occurrence of the same name" ends before this one begins.
        limit = runStart
        at = target
        runStart = target
      default:
        // RFC 6891 section 5, RFC 2673: other kinds of labels were tried and given up.
        throw MalformedMessage(.badLabel, at: at, "A label begins with the byte \(length).")
      }
    }
  }

  /// Where the two bytes at `start` point to, if they are a pointer within bounds.
  private func pointer(at start: Int) -> Int? {
    guard remaining >= 2, bytes[start] >= 0xC0 else { return nil }
    return Int(bytes[start] & 0x3F) << 8 | Int(bytes[start + 1])
  }

  private func nameEndsEarly(at: Int, afterPointer: Bool) -> MalformedMessage {
    if afterPointer { return MalformedMessage(.badPointer, at: at, "A compression pointer leads to no whole name.") }
    return isNarrowed
      ? MalformedMessage(.badDataLength, at: at, "A name goes on behind the data of its record.")
      : MalformedMessage(.endsEarly, at: at, "The message ends within a name.")
  }
}
