import Testing

@testable import HTTPServer

/// The public request corpora of other servers, where they are at hand (see ``RequestCorpus``).
@Suite(.enabled(if: RequestCorpus.isPresent, "the request corpora are not at hand: set HTTP_CORPORA to their folder"))
struct CorpusTests {
  @Test(arguments: RequestCorpus.files)
  func Every_case_comes_out_alike_however_it_is_split(file: String) throws {
    for corpusCase in try RequestCorpus.cases(of: file) {
      let conversation = Conversation(limits: corpusCase.limits)
      let whole = Seen(conversation.run([corpusCase.bytes]))
      var random = SeededRandom(UInt64(corpusCase.bytes.count))
      let splits =
        [Split.byLine(corpusCase.bytes), Split.byByte(corpusCase.bytes)]
        + (0..<3).map { _ in Split.random(corpusCase.bytes, &random) }
      for pieces in splits {
        #expect(Seen(conversation.run(pieces)) == whole, "\(corpusCase.id) in \(pieces.count) pieces")
      }
    }
  }

  @Test(arguments: RequestCorpus.files)
  func Every_verdict_agrees_with_the_corpus_or_is_listed(file: String) throws {
    for corpusCase in try RequestCorpus.cases(of: file) {
      let verdict = CorpusVerdict(corpusCase)
      let isListed = CorpusDisagreements.reason(for: corpusCase.id) != nil
      if verdict.agrees(with: corpusCase) {
        #expect(!isListed, "\(corpusCase.id) agrees now: take it off the list")
      } else {
        #expect(isListed, "\(corpusCase.id) should \(corpusCase.expectation), but is \(verdict)")
      }
    }
  }

  @Test func Every_listed_case_exists_and_is_listed_once() throws {
    let known = Set(try RequestCorpus.files.flatMap { try RequestCorpus.cases(of: $0) }.map(\.id))
    var listed: Set<String> = []
    for id in CorpusDisagreements.all.flatMap(\.cases) {
      #expect(known.contains(id), "\(id) is in no corpus")
      #expect(listed.insert(id).inserted, "\(id) is listed twice")
    }
  }

  /// What must not depend on the splits: whether leave to send a body is given does, since it may be here already.
  private struct Seen: Equatable {
    var requests: [Conversation.Seen]
    var statuses: [Int]
    var closed: Bool

    init(_ outcome: Conversation.Outcome) {
      requests = outcome.seen
      statuses = outcome.statuses.filter { $0 != 100 }
      closed = outcome.closed
    }
  }
}
