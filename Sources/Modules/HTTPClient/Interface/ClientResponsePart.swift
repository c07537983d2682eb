package import HTTPTypes
package import NIOCore

/// A part of an answer that is handed on as it comes, for answers that have no end.
package enum ClientResponsePart: Sendable, Equatable {
  /// The head is complete: comes first, and once.
  case head(HTTPResponse.Status)
  /// Never empty. Where one part ends says nothing.
  case body(ByteBuffer)
}
