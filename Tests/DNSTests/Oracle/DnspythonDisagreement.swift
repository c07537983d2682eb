import DNS

/// Where this codec and dnspython differ over broken messages, and why ours stays as it is.
enum DnspythonDisagreement {
  /// Why ours takes `bytes`, as `message`, which dnspython refuses; nil where it should not.
  static func whyTaken(_ message: Message, _ bytes: [UInt8]) -> String? {
    if message.flags.operation == 5 { return "The records of an UPDATE may be without data; nothing here reads one." }
    let records = message.answers + message.authorities + message.additionals
    let privateUse: ClosedRange<UInt16> = 65_280...65_534
    if records.contains(where: { isOther($0.data) && !privateUse.contains($0.type.number) }) {
      return "dnspython reads the data of more types. Here it is kept as bytes, and nobody looks at it."
    }
    let counted = (2..<6).reduce(0) { $0 + Int(bytes[$1 * 2]) << 8 + Int(bytes[$1 * 2 + 1]) }
    if message.questions.count + records.count + (message.extensions == nil ? 0 : 1) < counted {
      return "Records of other classes than IN are left out here, and their data is not read."
    }
    if message.extensions != nil, hasOptions(bytes) { return "The options of the OPT record are not read here." }
    return nil
  }

  /// Why ours refuses what dnspython takes; nil where it should not.
  static func whyRefused(_ error: MalformedMessage, _ bytes: [UInt8]) -> String? {
    guard error.code == .badPointer, bytes[error.offset] == 0xC0, bytes[error.offset + 1] < 12 else { return nil }
    return "A pointer into the header leads to no name, whatever bytes are there."
  }

  /// Whether what looks like the beginning of an OPT record has a RDLENGTH of more than zero.
  private static func hasOptions(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast(10).contains { start in
      bytes[start..<(start + 3)].elementsEqual([0, 0, UInt8(RecordType.opt.number)])
        && (bytes[start + 9] > 0 || bytes[start + 10] > 0)
    }
  }

  private static func isOther(_ data: RecordData) -> Bool {
    if case .other = data { true } else { false }
  }
}
