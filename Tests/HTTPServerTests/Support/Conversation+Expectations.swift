import Testing

@testable import HTTPServer

extension Conversation {
  func run(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> Outcome {
    run(Array(text.utf8), sourceLocation: sourceLocation)
  }

  /// The conversation with `bytes` whole, cut in two at each byte, and byte by byte. All must come out alike. Long input
  /// is cut at some of its bytes only, since each cut reads all of it.
  func run(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) -> Outcome {
    let whole = run([bytes])
    for cut in stride(from: 1, to: max(2, bytes.count), by: 1 + bytes.count / 2000) {
      let split = run([Array(bytes[..<cut]), Array(bytes[cut...])])
      if split != whole {
        Issue.record("cut at byte \(cut) gives \(split), whole gives \(whole)", sourceLocation: sourceLocation)
        return whole
      }
    }
    #expect(run(bytes.map { [$0] }) == whole, "byte by byte", sourceLocation: sourceLocation)
    return whole
  }
}

/// Checks that `request` is refused with `status` and that the connection closes, however its bytes are split.
func expectRefusal(
  _ request: String, _ status: Int, limits: Limits = Limits(), sourceLocation: SourceLocation = #_sourceLocation
) {
  let outcome = Conversation(limits: limits).run(request, sourceLocation: sourceLocation)
  #expect(outcome.statuses == [status], "\(request.debugDescription.prefix(200))", sourceLocation: sourceLocation)
  #expect(outcome.closed && outcome.field("Connection") == "close", sourceLocation: sourceLocation)
}

/// Checks that `request` is served once, however its bytes are split, and returns what the handler saw.
func expectServed(
  _ request: String, limits: Limits = Limits(), sourceLocation: SourceLocation = #_sourceLocation
) throws -> Conversation.Seen {
  let outcome = Conversation(limits: limits).run(request, sourceLocation: sourceLocation)
  #expect(outcome.statuses == [200], "\(request.debugDescription.prefix(200))", sourceLocation: sourceLocation)
  return try #require(outcome.seen.first, sourceLocation: sourceLocation)
}
