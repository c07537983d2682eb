import NIOCore
import NIOEmbedded
import NIOHTTP1

@testable import HTTPServer

/// One request as a parser reports it, in words that both parsers share.
struct ParsedMessage: Equatable {
  var method: String
  /// The path, or `*`.
  var path: String
  var query: String?
  var isVersion1_0: Bool
  var fields: [String]
  var body: [UInt8]
}

/// What a parser makes of the bytes of one connection: complete requests, and whether it refused what followed them.
struct ParsedConnection<Refusal> {
  var messages: [ParsedMessage] = []
  var refusal: Refusal?
}

extension ParsedConnection where Refusal == MalformedRequest {
  init(_ outcome: Conversation.Outcome) {
    refusal = outcome.refusal
    for seen in outcome.seen {
      if let failure = seen.failure {
        refusal = failure
        break
      }
      messages.append(
        ParsedMessage(
          method: seen.method, path: seen.path, query: seen.query, isVersion1_0: seen.version == .http1_0,
          fields: seen.fields, body: seen.bodyBytes))
    }
  }
}

extension ParsedConnection where Refusal == HTTPParserError {
  /// The requests that NIO's own decoder finds in `bytes`.
  init(decodedByNIO bytes: [UInt8]) {
    let channel = EmbeddedChannel(handler: ByteToMessageHandler(HTTPRequestDecoder()))
    do {
      try channel.writeInbound(ByteBuffer(bytes: bytes))
    } catch {
      refusal = error as? HTTPParserError ?? .unknown
    }
    var current: ParsedMessage?
    while let part = try? channel.readInbound(as: HTTPServerRequestPart.self) {
      switch part {
      case .head(let head): current = ParsedMessage(head)
      case .body(let bytes): current?.body += bytes.readableBytesView
      case .end:
        if let current { messages.append(current) }
        current = nil
      }
    }
    _ = try? channel.finish(acceptAlreadyClosed: true)
  }
}

extension ParsedMessage {
  /// NIO leaves a target as it was sent, so that an absolute one is taken apart here.
  init(_ head: HTTPRequestHead) {
    var target = head.uri[...]
    if let start = head.uri.firstRange(of: "://"), !head.uri.hasPrefix("/") {
      let authority = head.uri[start.upperBound...]
      target = authority.firstIndex { $0 == "/" || $0 == "?" }.map { authority[$0...] } ?? ""
      if target.isEmpty, head.method == .OPTIONS { target = "*" }
    }
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts.first.map(String.init) ?? ""
    self.init(
      method: head.method.rawValue, path: path.isEmpty ? "/" : path,
      query: parts.count > 1 ? String(parts[1]) : nil, isVersion1_0: head.version == .http1_0,
      fields: head.headers.map { "\($0.name)=\($0.value)" }, body: [])
  }
}
