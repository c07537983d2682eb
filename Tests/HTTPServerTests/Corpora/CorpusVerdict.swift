@testable import HTTPServer

/// What the connection makes of the bytes of a corpus case.
enum CorpusVerdict: Equatable, CustomStringConvertible {
  case accepted(messages: Int)
  case refused(Int)
  case waiting

  init(_ outcome: Conversation.Outcome) {
    if let status = outcome.statuses.first(where: { $0 >= 400 }) {
      self = .refused(status)
    } else {
      self = outcome.seen.isEmpty ? .waiting : .accepted(messages: outcome.seen.count)
    }
  }

  /// The verdict on `corpusCase`, put to the rules that its corpus is about.
  ///
  /// The corpora test parsers, not servers: many cases lack the `Host` that a server must ask for, and some were stored
  /// without their last line ends. Both are added, so that the verdict is on the rest of the case.
  init(_ corpusCase: CorpusCase) {
    let conversation = Conversation(limits: corpusCase.limits)
    func run(_ bytes: [UInt8]) -> CorpusVerdict { CorpusVerdict(conversation.run([bytes])) }
    var bytes = corpusCase.bytes
    self = run(bytes)
    if self == .refused(400) || self == .waiting, !Self.hasHost(bytes) {
      bytes = Self.addingHosts(bytes)
      self = run(bytes)
    }
    for _ in 0..<2 where !agrees(with: corpusCase) && !isRefused {
      bytes += Array("\r\n".utf8)
      self = run(bytes)
    }
  }

  private var isRefused: Bool { if case .refused = self { true } else { false } }

  func agrees(with corpusCase: CorpusCase) -> Bool {
    switch (self, corpusCase.expectation) {
    case (.accepted(let messages), .accept): corpusCase.messages ?? messages == messages
    case (.refused, .reject), (.waiting, .wait): true
    case (.waiting, .accept): corpusCase.messages == 0
    default: false
    }
  }

  var description: String {
    switch self {
    case .accepted(let messages): "accepted, \(messages) message(s)"
    case .refused(let status): "refused with \(status)"
    case .waiting: "waiting for more"
    }
  }

  private static func hasHost(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains {
      $0.prefix(5).map(ByteClass.lowercased) == Array("host:".utf8)
    }
  }

  /// `bytes` with a `Host` field behind every request line of HTTP/1.1.
  private static func addingHosts(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for line in Split.byLine(bytes) {
      result += line
      if line.suffix(10) == Array(" HTTP/1.1\r\n".utf8).suffix(10) { result += Array("Host: a\r\n".utf8) }
    }
    return result
  }
}
