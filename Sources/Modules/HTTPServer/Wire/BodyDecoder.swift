import HTTPTypes
import NIOCore

/// Takes the body of a request out of the bytes of its connection, whichever way it is framed.
struct BodyDecoder {
  private enum State {
    case length(left: Int)
    case chunked(ChunkedDecoder)
  }

  private var state: State

  /// Nil where there is no body.
  init?(_ framing: BodyFraming, limits: Limits) {
    switch framing {
    case .none: return nil
    case .length(let length): state = .length(left: length)
    case .chunked: state = .chunked(ChunkedDecoder(limits: limits))
    }
  }

  /// Bytes still to come; nil where that is not known.
  var remaining: Int? {
    guard case .length(let left) = state else { return nil }
    return left
  }

  mutating func next(_ buffer: inout ByteBuffer) throws(MalformedRequest) -> ChunkedDecoder.Part {
    switch state {
    case .length(0):
      return .end(trailers: [:])
    case .length(let left):
      guard let data = buffer.readSlice(length: min(left, buffer.readableBytes)), data.readableBytes > 0 else {
        return .needMoreBytes
      }
      state = .length(left: left - data.readableBytes)
      return .data(data)
    case .chunked(var decoder):
      defer { state = .chunked(decoder) }
      return try decoder.next(&buffer)
    }
  }
}
