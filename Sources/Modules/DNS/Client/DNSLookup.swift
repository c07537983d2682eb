package import Timing

/// Asks DNS one question. What resolvers know of the DNS client, so that tests need no network.
package protocol DNSLookup: Sendable {
  /// The records of `question`, through the CNAME chain that the answer holds. Throws ``DNSFailure`` for everything else,
  /// "there are none" included.
  func lookup(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer

  /// The same by TCP from the start, for answers that UDP may have cut without saying so, as Consul does. Throws
  /// ``DNSFailure``; its code is `unreachable` where no server, or not this client, speaks TCP.
  func lookupByTCP(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer
}

extension DNSLookup {
  package func lookupByTCP(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
    throw DNSFailure(.unreachable, "\(question) cannot be asked by TCP here.")
  }
}

/// A positive answer: at least one record of the type asked for.
package struct DNSAnswer: Sendable, Hashable {
  package var question: Question

  /// Those of the type asked for, at the end of the chain.
  package var records: [ResourceRecord]

  /// The CNAME records from the name asked for to that of ``records``, in this order.
  package var aliases: [ResourceRecord]

  /// What the server added unasked, such as addresses of SRV targets. Only those may be used whose name was asked for.
  package var additionals: [ResourceRecord]

  package var server: ServerAddress
  package var transport: DNSTransportKind

  /// When the answer came, which is when its TTLs begin to run.
  package var receivedAt: TimeSource.Instant

  package init(
    question: Question, records: [ResourceRecord], aliases: [ResourceRecord] = [], additionals: [ResourceRecord] = [],
    server: ServerAddress, transport: DNSTransportKind, receivedAt: TimeSource.Instant
  ) {
    self.question = question
    self.records = records
    self.aliases = aliases
    self.additionals = additionals
    self.server = server
    self.transport = transport
    self.receivedAt = receivedAt
  }

  /// The least TTL of the records and of the chain that led to them.
  package var ttl: Duration {
    .seconds((records + aliases).map(\.ttl).min() ?? 0)
  }
}

package enum DNSTransportKind: String, Sendable, Hashable {
  case udp
  case tcp
}

/// Where a name server listens.
package struct ServerAddress: Sendable, Hashable, CustomStringConvertible {
  package var address: IPAddress
  package var port: UInt16

  package init(_ address: IPAddress, port: UInt16 = 53) {
    self.address = address
    self.port = port
  }

  /// `127.0.0.1:8600`, `[::1]:53`.
  package var description: String { address.description(withPort: port) }
}

/// Why a question has no records.
package struct DNSFailure: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// NXDOMAIN: the name does not exist.
    package static let noSuchName = Code("noSuchName")
    /// The name exists and has no record of the type (RFC 2308 section 2.2).
    package static let noData = Code("noData")
    /// SERVFAIL, NOTIMP, FORMERR and other codes of a server that could not answer.
    package static let serverFailure = Code("serverFailure")
    /// REFUSED: the server does not answer such questions from here.
    package static let refused = Code("refused")
    /// No server answered in time.
    package static let timedOut = Code("timedOut")
    /// No server could be reached: nothing listens there, or no route.
    package static let unreachable = Code("unreachable")
    /// What came cannot be read, or makes no sense, such as a chain of CNAMEs that leads back to itself.
    package static let malformed = Code("malformed")
    /// The task that asked was cancelled.
    package static let cancelled = Code("cancelled")
  }

  package var code: Code
  /// A whole sentence that names the question and the server.
  package var message: String
  /// How long "there is none" holds, by the SOA record of the answer; nil where it has none, and then it must not be kept
  /// (RFC 2308 section 5).
  package var negativeTTL: Duration?
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, negativeTTL: Duration? = nil, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.negativeTTL = negativeTTL
    self.cause = cause
  }

  package var description: String { "\(code): \(message)" }
}
