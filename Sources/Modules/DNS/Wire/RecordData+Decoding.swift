extension RecordData {
  /// The next `length` bytes, which must be the data exactly: RFC 9267 section 5.
  init(_ type: RecordType, length: Int, from reader: inout MessageReader) throws(MalformedMessage) {
    let start = reader.offset
    let before = try reader.narrow(to: length)
    switch type {
    case .a: self = .a(try reader.uint32())
    case .aaaa: self = .aaaa(high: try reader.uint64(), low: try reader.uint64())
    case .cname: self = .cname(try reader.name())
    case .ns: self = .ns(try reader.name())
    case .ptr: self = .ptr(try reader.name())
    case .srv: self = .srv(try ServiceLocation(from: &reader))
    case .soa: self = .soa(try StartOfAuthority(from: &reader))
    case .txt: self = .txt(try Self.strings(from: &reader))
    default: self = .other(type, try reader.take(length))
    }
    guard reader.remaining == 0 else {
      throw MalformedMessage(
        .badDataLength, at: start, "The data of the \(type) record is shorter than its RDLENGTH of \(length).")
    }
    reader.widen(to: before)
  }

  /// RFC 1035 section 3.3.14: one or more.
  private static func strings(from reader: inout MessageReader) throws(MalformedMessage) -> [[UInt8]] {
    var strings: [[UInt8]] = []
    repeat {
      strings.append(try reader.take(Int(try reader.byte())))
    } while reader.remaining > 0
    return strings
  }
}

extension ServiceLocation {
  fileprivate init(from reader: inout MessageReader) throws(MalformedMessage) {
    self.init(
      priority: try reader.uint16(), weight: try reader.uint16(), port: try reader.uint16(),
      target: try reader.name())
  }
}

extension StartOfAuthority {
  fileprivate init(from reader: inout MessageReader) throws(MalformedMessage) {
    self.init(
      primary: try reader.name(), mailbox: try reader.name(), serial: try reader.uint32(),
      refresh: try reader.uint32(), retry: try reader.uint32(), expire: try reader.uint32(),
      minimum: try reader.uint32())
  }
}
