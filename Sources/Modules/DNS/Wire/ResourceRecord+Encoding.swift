extension MessageWriter {
  mutating func write(_ record: ResourceRecord) {
    write(record.name)
    write(record.type.number)
    write(RecordClass.internet)
    // RFC 2181 section 8.
    write(record.ttl > UInt32(Int32.max) ? 0 : record.ttl)
    let lengthOffset = bytes.count
    write(UInt16(0))
    write(record.data)
    // Data of over 65535 bytes is over the limit of the message too, and goes out with its record.
    replace(at: lengthOffset, with: UInt16(truncatingIfNeeded: bytes.count - lengthOffset - 2))
  }

  private mutating func write(_ data: RecordData) {
    switch data {
    case .a(let bits): write(bits)
    case .aaaa(let high, let low):
      write(high)
      write(low)
    // RFC 3597 section 4: only names in data of the types of RFC 1035 may be compressed.
    case .cname(let name), .ns(let name), .ptr(let name): write(name)
    case .srv(let location): write(location)
    case .soa(let soa): write(soa)
    case .txt(let strings): write(strings)
    case .other(_, let bytes): write(bytes)
    }
  }

  private mutating func write(_ location: ServiceLocation) {
    write(location.priority)
    write(location.weight)
    write(location.port)
    // RFC 2782: "name compression is not to be used for this field".
    write(location.target, compressed: false)
  }

  private mutating func write(_ soa: StartOfAuthority) {
    write(soa.primary)
    write(soa.mailbox)
    for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] { write(number) }
  }

  /// RFC 1035 section 3.3.14: one or more strings, each of at most 255 bytes. A longer one goes out as several.
  private mutating func write(_ strings: [[UInt8]]) {
    if strings.isEmpty { write(UInt8(0)) }
    for string in strings {
      var rest = string[...]
      repeat {
        let part = rest.prefix(255)
        write(UInt8(part.count))
        write(part)
        rest = rest.dropFirst(255)
      } while !rest.isEmpty
    }
  }
}
