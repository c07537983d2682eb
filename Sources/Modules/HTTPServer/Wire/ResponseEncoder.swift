import HTTPTypes
import NIOCore

/// How the end of a response body is told (RFC 9112 section 6).
enum ResponseFraming: Equatable {
  /// 1xx, 204 and 304 have no body and no length (RFC 9110 section 8.6, RFC 9112 section 6.1).
  case none
  case length(Int)
  case chunked
  /// Only for HTTP/1.0, which knows no chunks (RFC 9112 section 6.1): the connection's end is the body's.
  case untilClose
}

/// A field that must not be sent, since a peer might read it as the end of the head (RFC 9112 section 11.1).
struct UnsendableField: Error, Equatable {
  var name: String
}

/// Writes response heads and chunks.
enum ResponseEncoder {
  enum Connection: Equatable {
    /// HTTP/1.1 persists without saying so.
    case unsaid
    case keepAlive
    case close
  }

  /// Fields that belong to the connection: what a handler says of them is left out.
  private static let ownFields: Set<HTTPField.Name> = [
    .connection, .contentLength, .transferEncoding, .date, .upgrade, .trailer, keepAlive,
  ]
  private static let keepAlive = HTTPField.Name(parsed: "keep-alive") ?? .connection

  /// Appends status line, fields and blank line to `buffer`; leaves it as it was where a field cannot be sent.
  static func writeHead(
    status: HTTPResponse.Status, fields: HTTPFields, framing: ResponseFraming, connection: Connection, date: String,
    serverName: String?, into buffer: inout ByteBuffer
  ) throws(UnsendableField) {
    let start = buffer.writerIndex
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeString(String(status.code))
    buffer.writeStaticString(" ")
    buffer.writeString(status.reasonPhrase)
    buffer.writeStaticString("\r\nDate: ")
    buffer.writeString(date)
    if let serverName {
      buffer.writeStaticString("\r\nServer: ")
      buffer.writeString(serverName)
    }
    for field in fields where !ownFields.contains(field.name) {
      buffer.writeStaticString("\r\n")
      buffer.writeString(field.name.rawName)
      buffer.writeStaticString(": ")
      let isSendable = field.withUnsafeBytesOfValue { value in
        buffer.writeBytes(value)
        return value.allSatisfy(ByteClass.isFieldValue)
      }
      guard isSendable else {
        buffer.moveWriterIndex(to: start)
        throw UnsendableField(name: field.name.rawName)
      }
    }
    switch framing {
    case .none, .untilClose: break
    case .length(let length):
      buffer.writeStaticString("\r\nContent-Length: ")
      buffer.writeString(String(length))
    case .chunked:
      buffer.writeStaticString("\r\nTransfer-Encoding: chunked")
    }
    switch connection {
    case .unsaid: break
    case .keepAlive: buffer.writeStaticString("\r\nConnection: keep-alive")
    case .close: buffer.writeStaticString("\r\nConnection: close")
    }
    buffer.writeStaticString("\r\n\r\n")
  }

  /// Appends one chunk; nothing for an empty one, which would end the body.
  static func writeChunk(_ piece: ByteBuffer, into buffer: inout ByteBuffer) {
    guard piece.readableBytes > 0 else { return }
    buffer.writeString(String(piece.readableBytes, radix: 16))
    buffer.writeStaticString("\r\n")
    buffer.writeImmutableBuffer(piece)
    buffer.writeStaticString("\r\n")
  }

  static func writeLastChunk(into buffer: inout ByteBuffer) {
    buffer.writeStaticString("0\r\n\r\n")
  }

  /// RFC 9110 section 10.1.1.
  static func writeContinue(into buffer: inout ByteBuffer) {
    buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
  }
}
