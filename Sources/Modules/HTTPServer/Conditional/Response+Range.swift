import HTTPTypes
import NIOCore

extension Response {
  /// This answer, or the 206 with the part of it that the request's `Range` asks for. Throws 416 where there is none.
  ///
  /// For a 200 whose body is at hand; any other answer stays as it is. `validators` are what `If-Range` is held against.
  package func partial(
    for request: Request, _ validators: Validators, now: Int64 = HTTPDate.now()
  ) throws(HTTPError) -> Response {
    guard status == .ok, case .bytes(let bytes) = body else { return self }
    var response = self
    response.fields[.acceptRanges] = "bytes"
    let values = request.fields.values(.range)
    guard values.count == 1, let value = values.first,
      Preconditions(request, now: now).allowsRange(of: validators)
    else { return response }

    let length = bytes.readableBytes
    switch ByteRange(value, length: length) {
    case .ignored: return response
    case .unsatisfiable:
      throw HTTPError(
        .rangeNotSatisfiable, "The range is outside of the \(length) bytes there are.",
        fields: [.contentRange: "bytes */\(length)"])
    case .part(let range):
      guard let part = bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count) else {
        return response
      }
      response.status = .partialContent
      response.fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(length)"
      response.body = .bytes(part)
      return response
    }
  }
}
