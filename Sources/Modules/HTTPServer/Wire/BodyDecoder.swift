import HTTPTypes
import NIOCore

/// Takes the body of a request out of the bytes of its connection, whichever way it is framed.
struct BodyDecoder {
  /// Bytes still to come of a body whose length is known.
  private var left = 0
  /// Not a payload of an enumeration, so that each step works on it where it is.
  private var chunked: ChunkedDecoder?

  /// Nil where there is no body.
  init?(_ framing: BodyFraming, limits: Limits) {
    switch framing {
    case .none: return nil
    case .length(let length): left = length
    case .chunked: chunked = ChunkedDecoder(limits: limits)
    }
  }

  /// Bytes still to come; nil where that is not known.
  var remaining: Int? {
    chunked == nil ? left : nil
  }

  mutating func next(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> ChunkedDecoder.Part {
    if let part = try chunked?.next(&buffer) { return part }
    guard left > 0 else { return .end(trailers: [:]) }
    guard let data = buffer.readSlice(length: min(left, buffer.readableBytes)), data.readableBytes > 0 else {
      return .needMoreBytes
    }
    left -= data.readableBytes
    return .data(data)
  }
}
