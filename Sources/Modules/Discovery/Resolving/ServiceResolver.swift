package import DNS
package import Timing

/// Finds the instances of one service now, by one strategy. Holds nothing of earlier answers: that is the cache's part.
package protocol ServiceResolver: Sendable {
  /// Throws ``ResolutionFailure``.
  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution

  /// What is asked, for people: nil where nothing is, as for a list in configuration.
  var question: AskedQuestion? { get }
}

/// What a resolver asks, as it is shown to people.
package struct AskedQuestion: Sendable, Hashable {
  /// A domain name with its last dot, or the path of an HTTP API.
  package var name: String
  /// `A`, `SRV`, `GET`.
  package var type: String
  /// `127.0.0.1:8600`; several by comma; nil before the first answer where the system's servers are asked.
  package var server: String?
  /// `udp`, `tcp`, `http`; nil before the first answer.
  package var transport: String?

  package init(name: String, type: String, server: String? = nil, transport: String? = nil) {
    self.name = name
    self.type = type
    self.server = server
    self.transport = transport
  }
}

/// The instances of a service at one moment.
package struct Resolution: Sendable, Hashable {
  /// Never empty, without an endpoint twice. Their order means nothing.
  package var instances: [ServiceInstance]

  /// How long they hold: the least TTL of all records that led here. Zero is legal.
  package var ttl: Duration

  /// When the answer came.
  package var receivedAt: TimeSource.Instant

  /// For people: the question, and the records that were used.
  package var question: AskedQuestion?
  package var records: [ShownRecord]

  /// The answer may be a part of what there is: a multivalue answer holds at most 8 of them, a UDP answer of Consul at most 3. An instance
  /// that is missing from it is not for that reason gone.
  package var isPartial: Bool

  package init(
    instances: [ServiceInstance], ttl: Duration, receivedAt: TimeSource.Instant, question: AskedQuestion? = nil,
    records: [ShownRecord] = [], isPartial: Bool = false
  ) {
    self.instances = instances
    self.ttl = ttl
    self.receivedAt = receivedAt
    self.question = question
    self.records = records
    self.isPartial = isPartial
  }
}

/// A record as it is shown to people.
package struct ShownRecord: Sendable, Hashable {
  package var name: String
  package var type: String
  /// As it came; what is left of it depends on when the answer came.
  package var ttl: Duration
  package var data: String

  package init(name: String, type: String, ttl: Duration, data: String) {
    self.name = name
    self.type = type
    self.ttl = ttl
    self.data = data
  }

  package init(_ record: ResourceRecord) {
    self.init(
      name: record.name.description, type: record.type.description, ttl: .seconds(record.ttl),
      data: record.data.description)
  }
}

/// Why the instances of a service could not be found.
package struct ResolutionFailure: Error, Sendable, CustomStringConvertible {
  /// What callers tell apart. More may come.
  package struct Code: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    private init(_ description: String) {
      self.description = description
    }

    /// The registry does not know the name. With Consul also: no instance is healthy.
    package static let noSuchName = Code("noSuchName")
    /// The registry knows the name, and no instance of it.
    package static let noInstances = Code("noInstances")
    /// The registry answered that it cannot, or may not, answer.
    package static let refused = Code("refused")
    package static let serverFailure = Code("serverFailure")
    package static let timedOut = Code("timedOut")
    package static let unreachable = Code("unreachable")
    package static let malformed = Code("malformed")
    package static let cancelled = Code("cancelled")
  }

  package var code: Code
  /// A whole sentence, fit for a log and a page.
  package var message: String
  /// How long the registry says that "there is none" holds; nil where it does not say.
  package var negativeTTL: Duration?
  package var cause: (any Error)?

  package init(_ code: Code, _ message: String, negativeTTL: Duration? = nil, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.negativeTTL = negativeTTL
    self.cause = cause
  }

  package var description: String { "\(code): \(message)" }

  /// The registry did answer, and says that there is nobody. Everything else says nothing about the instances.
  package var isAuthoritative: Bool { code == .noSuchName || code == .noInstances }
}
