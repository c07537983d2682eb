/// One DNS message, question or answer (RFC 1035 section 4).
package struct Message: Sendable, Hashable {
  package var id: UInt16
  package var flags: Flags
  package var responseCode: ResponseCode
  package var questions: [Question]
  package var answers: [ResourceRecord]
  package var authorities: [ResourceRecord]
  /// Without the OPT record, which is ``extensions``.
  package var additionals: [ResourceRecord]
  /// Nil where the message has no OPT record.
  package var extensions: Extensions?

  package init(
    id: UInt16, flags: Flags = Flags(), responseCode: ResponseCode = .noError, questions: [Question] = [],
    answers: [ResourceRecord] = [], authorities: [ResourceRecord] = [], additionals: [ResourceRecord] = [],
    extensions: Extensions? = nil
  ) {
    self.id = id
    self.flags = flags
    self.responseCode = responseCode
    self.questions = questions
    self.answers = answers
    self.authorities = authorities
    self.additionals = additionals
    self.extensions = extensions
  }

  /// The second half word of the header but for RCODE, and AD and CD, which are of DNSSEC.
  package struct Flags: Sendable, Hashable {
    package var isResponse = false
    /// OPCODE, four bits; 0 is a standard query, which is all that is used here.
    package var operation: UInt8 = 0
    package var isAuthoritative = false
    package var isTruncated = false
    package var recursionDesired = false
    package var recursionAvailable = false

    package init() {}
  }

  /// RFC 6891: what the OPT record says.
  package struct Extensions: Sendable, Hashable {
    /// Longest UDP message that the sender can take. RFC 6891 section 6.2.3: less than 512 means 512.
    package var payloadSize: UInt16

    /// RFC 6891 section 6.1.3: 0 is the only one there is.
    package var version: UInt8

    package init(payloadSize: UInt16, version: UInt8 = 0) {
      self.payloadSize = payloadSize
      self.version = version
    }
  }
}

/// What is asked: the records of one type at one name, of class IN.
package struct Question: Sendable, Hashable, CustomStringConvertible {
  package var name: DomainName
  package var type: RecordType

  package init(name: DomainName, type: RecordType) {
    self.name = name
    self.type = type
  }

  package var description: String { "\(type) \(name)" }
}
