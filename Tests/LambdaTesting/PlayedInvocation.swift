import HTTPTypes

/// What the played Runtime API gives for the next invocation.
package struct PlayedInvocation: Sendable {
  package enum Way: Sendable {
    case whole
    /// The connection breaks within the event.
    case broken
  }

  package var status = 200
  package var fields: [(name: String, value: String)]
  package var event: [UInt8]
  package var way = Way.whole

  /// As Lambda gives it.
  ///
  /// - Parameter deadline: Milliseconds since 1970, or what a test wants in its place.
  package init(
    _ requestID: String, _ event: String = "{}", deadline: String = "4102444800000",
    traceID: String = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1"
  ) {
    self.init(
      fields: [
        ("Lambda-Runtime-Aws-Request-Id", requestID), ("Lambda-Runtime-Deadline-Ms", deadline),
        ("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:123456789012:function:registrar"),
        ("Lambda-Runtime-Trace-Id", traceID), ("Content-Type", "application/json"),
      ], event: Array(event.utf8))
  }

  package init(status: Int = 200, fields: [(name: String, value: String)] = [], event: [UInt8] = []) {
    self.status = status
    self.fields = fields
    self.event = event
  }

  package var requestID: String? { fields.first { $0.name == "Lambda-Runtime-Aws-Request-Id" }?.value }

  var httpFields: HTTPFields {
    var result = HTTPFields()
    for (name, value) in fields {
      guard let name = HTTPField.Name(name) else { continue }
      result.append(HTTPField(name: name, value: value))
    }
    return result
  }
}

/// What the function told.
package struct PlayedReport: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case response, error, initError
  }

  package var kind: Kind
  /// Nil for what failed before any invocation.
  package var requestID: String?
  /// `Lambda-Runtime-Function-Error-Type`.
  package var errorType: String?
  package var body: [UInt8]

  package init(kind: Kind, requestID: String?, errorType: String? = nil, body: [UInt8]) {
    self.kind = kind
    self.requestID = requestID
    self.errorType = errorType
    self.body = body
  }

  package var text: String { String(decoding: body, as: UTF8.self) }
}
