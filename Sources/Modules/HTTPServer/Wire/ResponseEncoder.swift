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
    var unsendable: HTTPField.Name?
    let most = mostOctets(status, fields, standing)
    let isWhole = buffer.writeHead(most: most) { head in
      writeStatusLine(status, into: &head)
      head.write("\r\nDate: ")
      head.write(date)
      standing.write(beside: fields, into: &head)
      for field in fields where !isConnectionField(field.name.canonicalName) {
        head.write("\r\n")
        guard head.write(field) else {
          unsendable = field.name
          return false
        }
      }
      write(framing, into: &head)
      switch connection {
      case .unsaid: break
      case .keepAlive: head.write("\r\nConnection: keep-alive")
      case .close: head.write("\r\nConnection: close")
      }
      head.write("\r\n\r\n")
      return true
    }
    guard isWhole else { throw UnsendableField(name: unsendable?.rawName ?? "") }
  }

  /// More octets than the head can have.
  private static func mostOctets(
    _ status: HTTPResponse.Status, _ fields: HTTPFields, _ standing: StandingFields
  ) -> Int {
    var count = 256 + status.reasonPhrase.utf8.count + standing.octets
    for field in fields { count += 4 + field.name.rawName.utf8.count + field.withUnsafeBytesOfValue { $0.count } }
    return count
  }

  private static func writeStatusLine(_ status: HTTPResponse.Status, into head: inout HeadWriter) {
    guard status.code != 200 else {
      head.write("HTTP/1.1 200 OK")
      return
    }
    head.write("HTTP/1.1 ")
    head.write(decimal: status.code)
    head.write(" ")
    head.write(status.reasonPhrase)
  }

  private static func write(_ framing: ResponseFraming, into head: inout HeadWriter) {
    switch framing {
    case .none, .untilClose: break
    case .length(let length):
      head.write("\r\nContent-Length: ")
      head.write(decimal: length)
    case .chunked:
      head.write("\r\nTransfer-Encoding: chunked")
    }
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
