import HTTPTypes
import NIOCore

/// Chunked bodies, both ways: any bytes are decoded alike in any pieces, and what was encoded decodes to itself.
enum ChunkedTarget {
  static func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let roundTrips = input.bool()
    let lengths = input.lengths()
    if roundTrips { roundTrip(&input, lengths) } else { decodeAny(input, lengths) }
  }

  private struct Decoded: Equatable {
    var body: [UInt8] = []
    var trailers: HTTPFields?
    var refusal: MalformedRequest?
    /// Bytes behind the end of the body.
    var left = 0
  }

  private static func decodeAny(_ input: FuzzInput, _ lengths: [Int]) {
    var limits = Limits()
    limits.chunkExtensions = 64
    limits.fieldLine = 64
    limits.fieldCount = 4
    let whole = decode([Array(input.rest)], limits)
    require(decode(input.pieces(lengths), limits) == whole, "the body depends on how its bytes were split")
    // The least that a chunk costs beside its bytes are a size and two line ends.
    require(whole.body.isEmpty || whole.body.count + 5 <= input.rest.count + 4, "more body than bytes")
    require((whole.trailers?.count ?? 0) <= limits.fieldCount, "more trailer fields than allowed")
    for field in whole.trailers ?? [:] {
      require(field.name.canonicalName != "content-length" && field.name != .transferEncoding, "framing in a trailer")
    }
  }

  private static func roundTrip(_ input: inout FuzzInput, _ lengths: [Int]) {
    let tail = input.bytes(input.number(below: 8))
    let body = Array(input.rest)
    var encoded = ByteBuffer()
    for piece in input.pieces(lengths.map { $0 * 3 }) {
      ResponseEncoder.writeChunk(ByteBuffer(bytes: piece), into: &encoded)
    }
    ResponseEncoder.writeLastChunk(into: &encoded)
    encoded.writeBytes(tail)
    var wire = FuzzInput(Array(encoded.readableBytesView))
    let decoded = decode(wire.pieces(lengths), Limits())
    require(decoded.refusal == nil && decoded.body == body, "a body that was encoded is decoded to itself")
    require(decoded.trailers == [:] && decoded.left == tail.count, "what follows a body is left alone")
    _ = wire.byte()
  }

  private static func decode(_ pieces: [[UInt8]], _ limits: Limits) -> Decoded {
    var decoder = ChunkedDecoder(limits: limits)
    var decoded = Decoded()
    var buffer = ByteBuffer()
    for piece in pieces {
      buffer.writeBytes(piece)
      reading: while decoded.refusal == nil, decoded.trailers == nil {
        do throws(MalformedRequest) {
          let before = buffer.readableBytes
          switch try decoder.next(&buffer) {
          case .needMoreBytes: break reading
          case .data(let data):
            require(data.readableBytes > 0 && buffer.readableBytes < before, "a chunk has bytes")
            decoded.body += data.readableBytesView
          case .end(let trailers): decoded.trailers = trailers
          }
        } catch {
          decoded.refusal = error
        }
      }
    }
    if decoded.refusal == nil { decoded.left = buffer.readableBytes }
    return decoded
  }
}
