package import HTTPTypes
package import NIOCore

/// A complete answer: the last one where redirects were followed.
package struct ClientResponse: Sendable {
  package var status: HTTPResponse.Status

  /// Decoded where the client asked for a coding; `Content-Encoding` and `Content-Length` still tell of what came.
  package var body: ByteBuffer

  package var timings: ClientTimings

  /// Address and port of the server, or of the proxy before it, as `127.0.0.1:4567` or `[::1]:80`.
  package var remoteAddress: String

  /// True where no new connection had to be made.
  package var reusedConnection: Bool

  /// As they came.
  private let received: ResponseFields

  /// All fields, made anew each time; ``subscript(_:)`` reads a single one at less cost.
  package var fields: HTTPFields { received.all }

  /// The value of the field called `name`, those of several joined with commas; nil where there is none.
  package subscript(name: HTTPField.Name) -> String? { received[name] }

  package init(
    status: HTTPResponse.Status, fields: HTTPFields = [:], body: ByteBuffer = ByteBuffer(),
    timings: ClientTimings = ClientTimings(), remoteAddress: String = "", reusedConnection: Bool = false
  ) {
    self.init(
      status: status, received: ResponseFields(fields), body: body, timings: timings, remoteAddress: remoteAddress,
      reusedConnection: reusedConnection)
  }

  init(
    status: HTTPResponse.Status, received: ResponseFields, body: ByteBuffer, timings: ClientTimings,
    remoteAddress: String, reusedConnection: Bool
  ) {
    self.status = status
    self.received = received
    self.body = body
    self.timings = timings
    self.remoteAddress = remoteAddress
    self.reusedConnection = reusedConnection
  }
}

/// Where the time of one request went.
package struct ClientTimings: Sendable, Equatable {
  /// Looking the name up; next to nothing where the URL holds an address or a connection was used again.
  package var lookup: Duration

  /// Connecting, TLS included; zero where a connection was used again.
  package var connect: Duration

  /// From the start of the transfer to the first byte of the answer.
  package var firstByte: Duration

  /// From the start of the transfer to the last byte of the answer.
  package var total: Duration

  package init(
    lookup: Duration = .zero, connect: Duration = .zero, firstByte: Duration = .zero, total: Duration = .zero
  ) {
    self.lookup = lookup
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
  }
}
