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

  /// Appends status line, fields and blank line to `buffer`; leaves it as it was where a field cannot be sent.
  static func writeHead(
    status: HTTPResponse.Status, fields: HTTPFields, framing: ResponseFraming, connection: Connection, date: String,
    standing: StandingFields, into buffer: inout ByteBuffer
  ) throws(UnsendableField) {
    let start = buffer.writerIndex
    writeStatusLine(status, into: &buffer)
    buffer.writeStaticString("\r\nDate: ")
    buffer.writeString(date)
    standing.write(beside: fields, into: &buffer)
    for field in fields where !isConnectionField(field.name.canonicalName) {
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
      buffer.writeDecimal(length)
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

  private static func writeStatusLine(_ status: HTTPResponse.Status, into buffer: inout ByteBuffer) {
    guard status.code != 200 else {
      buffer.writeStaticString("HTTP/1.1 200 OK")
      return
    }
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeDecimal(status.code)
    buffer.writeStaticString(" ")
    buffer.writeString(status.reasonPhrase)
  }

  /// Fields that belong to the connection: what a handler says of them is left out. Length first, since most fields are
  /// none of these.
  private static func isConnectionField(_ name: String) -> Bool {
    switch name.utf8.count {
    case 4: name == "date"
    case 7: name == "upgrade" || name == "trailer"
    case 10: name == "connection" || name == "keep-alive"
    case 14: name == "content-length"
    case 17: name == "transfer-encoding"
    default: false
    }
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

extension ByteBuffer {
  /// Appends a number that is not negative in decimal digits, without a string on the way.
  mutating func writeDecimal(_ number: Int) {
    guard number >= 10 else {
      writeInteger(ByteClass.zero + UInt8(number))
      return
    }
    writeDecimal(number / 10)
    writeInteger(ByteClass.zero + UInt8(number % 10))
  }
}
