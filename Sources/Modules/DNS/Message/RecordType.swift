/// The TYPE of a record, or QTYPE of a question (RFC 1035 section 3.2.2, and the registry that goes on from there).
package struct RecordType: Sendable, Hashable, CustomStringConvertible {
  package var number: UInt16

  package init(_ number: UInt16) {
    self.number = number
  }

  package static let a = RecordType(1)
  package static let ns = RecordType(2)
  package static let cname = RecordType(5)
  package static let soa = RecordType(6)
  package static let ptr = RecordType(12)
  package static let txt = RecordType(16)
  /// RFC 3596.
  package static let aaaa = RecordType(28)
  /// RFC 2782.
  package static let srv = RecordType(33)
  /// RFC 6891: no record, but what the message says about itself.
  package static let opt = RecordType(41)
  package static let any = RecordType(255)

  private static let names: [RecordType: String] = [
    .a: "A", .ns: "NS", .cname: "CNAME", .soa: "SOA", .ptr: "PTR", .txt: "TXT", .aaaa: "AAAA", .srv: "SRV",
    .opt: "OPT", .any: "ANY",
  ]

  /// RFC 3597 section 5 for a type without a name here: `TYPE65`.
  package var description: String { Self.names[self] ?? "TYPE\(number)" }
}

/// The RCODE of an answer (RFC 1035 section 4.1.1, RFC 6895): 12 bits, of which those above the fourth need
/// ``Message/extensions``.
package struct ResponseCode: Sendable, Hashable, CustomStringConvertible {
  package var number: UInt16

  package init(_ number: UInt16) {
    self.number = number
  }

  package static let noError = ResponseCode(0)
  package static let formatError = ResponseCode(1)
  package static let serverFailure = ResponseCode(2)
  package static let nameError = ResponseCode(3)
  package static let notImplemented = ResponseCode(4)
  package static let refused = ResponseCode(5)
  /// RFC 6891 section 6.1.3: the version of the OPT record is not known.
  package static let badVersion = ResponseCode(16)

  package var description: String {
    switch self {
    case .noError: "NOERROR"
    case .formatError: "FORMERR"
    case .serverFailure: "SERVFAIL"
    case .nameError: "NXDOMAIN"
    case .notImplemented: "NOTIMP"
    case .refused: "REFUSED"
    case .badVersion: "BADVERS"
    default: "RCODE\(number)"
    }
  }
}
