import NIOHTTP1

@testable import HTTPServer

/// Where this parser and NIO's decoder first part ways on the same bytes.
struct Difference: CustomStringConvertible {
  enum Kind {
    /// Both report a request, but not the same one.
    case content(ours: ParsedMessage, theirs: ParsedMessage)
    /// Only this parser refuses.
    case refused(MalformedRequest)
    /// Only NIO's decoder refuses.
    case taken(HTTPParserError)
    /// Neither refuses, but only one sees a request.
    case count(ours: Int, theirs: Int)
  }

  let bytes: [UInt8]
  let kind: Kind

  /// Nil where both see the same requests, and refuse what follows or do not.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let outcome = Conversation().run([bytes])
    let ours = ParsedConnection(outcome)
    let theirs = ParsedConnection(decodedByNIO: bytes)
    let common = zip(ours.messages, theirs.messages).prefix { $0 == $1 }.count
    switch (ours.messages.dropFirst(common).first, theirs.messages.dropFirst(common).first) {
    case (let mine?, let other?): kind = .content(ours: mine, theirs: other)
    case (_?, nil): kind = theirs.refusal.map(Kind.taken) ?? .count(ours: ours.messages.count, theirs: common)
    case (nil, _?): kind = ours.refusal.map(Kind.refused) ?? .count(ours: common, theirs: theirs.messages.count)
    case (nil, nil):
      switch (ours.refusal, theirs.refusal) {
      case (let refusal?, nil): kind = .refused(refusal)
      case (nil, let refusal?): kind = .taken(refusal)
      default: return nil
      }
    }
  }

  var description: String { "\(kind) for \(String(decoding: bytes, as: UTF8.self).debugDescription)" }
}
