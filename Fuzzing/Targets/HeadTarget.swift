/// A whole conversation: choices, lengths of the pieces, then what the client sends.
enum HeadTarget {
  static func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let choices = input.byte()
    let lengths = input.lengths()
    var conversation = Conversation()
    conversation.readsBody = choices & 1 == 0
    conversation.ends = choices & 2 != 0
    if choices & 4 != 0 { conversation.limits = smallLimits }

    let whole = conversation.run([Array(input.rest)])
    checkRules(whole, sent: input.rest.count, conversation.limits)
    compare(conversation.run(input.pieces(lengths.isEmpty ? [1] : lengths)), whole)
  }

  private static let smallLimits: Limits = {
    var limits = Limits()
    limits.requestLine = 40
    limits.fieldLine = 40
    limits.head = 120
    limits.fieldCount = 3
    limits.chunkExtensions = 8
    limits.drain = 4
    limits.requestsPerConnection = 3
    return limits
  }()

  /// Whether leave to send a body was given depends on how the bytes came, and nothing else may.
  private static func compare(_ split: Conversation.Outcome, _ whole: Conversation.Outcome) {
    require(
      split.seen == whole.seen && split.refusal == whole.refusal && split.closed == whole.closed
        && final(split) == final(whole), "the outcome depends on how the bytes were split: \(split) or \(whole)")
  }

  private static func final(_ outcome: Conversation.Outcome) -> [Int] { outcome.statuses.filter { $0 != 100 } }

  private static func checkRules(_ outcome: Conversation.Outcome, sent: Int, _ limits: Limits) {
    let statuses = final(outcome)
    require(!statuses.dropLast().contains { $0 >= 400 }, "a refusal was followed by another answer")
    require(statuses.count == outcome.seen.count + (outcome.refusal == nil ? 0 : 1), "each request has one answer")
    require(outcome.seen.count <= limits.requestsPerConnection, "more requests than allowed on one connection")
    require(outcome.refusal == nil || outcome.closed, "a refusal ends the connection")
    // The shortest request is "GET / HTTP/1.0" and two line ends.
    require(outcome.seen.count <= sent / 18, "more requests than bytes")
    require(outcome.seen.reduce(0) { $0 + $1.bodyBytes.count } <= sent, "more body than bytes")
    for seen in outcome.seen { check(seen, limits) }
  }

  /// What a handler sees is what the grammar allows.
  private static func check(_ seen: Conversation.Seen, _ limits: Limits) {
    require(seen.fields.count <= limits.fieldCount, "more fields than allowed")
    require(seen.path == "*" && seen.method == "OPTIONS" || seen.path.utf8.first == ByteClass.slash, "a path is a path")
    require(seen.path == "*" || seen.path.utf8.allSatisfy(ByteClass.path.contains), "a path of allowed octets")
    require(seen.query?.utf8.allSatisfy(ByteClass.query.contains) ?? true, "a query of allowed octets")
    require(seen.path.utf8.count + (seen.query?.utf8.count ?? 0) <= limits.requestLine, "a target within its limit")
    require(seen.version == .http1_0 || seen.authority != nil, "HTTP/1.1 has a host")
    require(seen.authority?.utf8.contains(ByteClass.comma) != true, "one host")
    for field in seen.fields {
      require(field.utf8.allSatisfy(ByteClass.isFieldValue), "no control character in a field")
      require(field.utf8.first.map(ByteClass.token.contains) == true, "a field has a name")
      require(field.utf8.count <= limits.fieldLine * 3, "a field within its limit, repaired octets included")
    }
  }
}
