package import HTTPTypes
package import NIOCore

/// One request to a service, without the address of an instance.
package struct ServiceRequest: Sendable {
  package var method: HTTPRequest.Method

  /// Path and query, percent-encoded, beginning with a slash.
  package var target: String

  package var fields: HTTPFields

  package var body: ByteBuffer?

  /// Which attempt of its caller this is part of, counted from 1. A request that is itself a repetition is not repeated
  /// here: three hops of three attempts each would make 27 of one.
  package var incomingAttempt: Int

  package init(
    method: HTTPRequest.Method = .get, target: String, fields: HTTPFields = [:], body: ByteBuffer? = nil,
    incomingAttempt: Int = 1
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
    self.incomingAttempt = incomingAttempt
  }

  /// RFC 9110 section 9.2.2: sending it twice means the same as sending it once. An `Idempotency-Key` makes it so for the
  /// others.
  var isIdempotent: Bool {
    switch method {
    case .get, .head, .options, .put, .delete, .trace: true
    default: fields[.idempotencyKey] != nil
    }
  }

  /// What is larger is not kept for another attempt.
  static let largestReplayedBody = 64 * 1024

  var isReplayable: Bool { (body?.readableBytes ?? 0) <= Self.largestReplayedBody }
}
