import FoundationEssentials
import NIOHTTP1
import Testing

@testable import HTTPServer

/// Generated requests through this parser and through NIO's own decoder, which wraps llhttp. Where the two differ, one
/// of the reasons in ``NIODisagreement`` must be why.
///
/// `ORACLE_SEED` and `ORACLE_CASES` in the environment ask for other and for more cases than the usual ones.
struct DifferentialTests {
  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  private static let firstSeed = number("ORACLE_SEED") ?? 0
  private static let cases = number("ORACLE_CASES") ?? 2000

  @Test func Every_difference_from_NIOs_decoder_is_listed() {
    var unlisted = 0
    for seed in Self.firstSeed..<(Self.firstSeed + Self.cases) where unlisted < 10 {
      var generator = RequestGenerator(seed: seed)
      let bytes = generator.connection()
      guard let difference = Difference(bytes), NIODisagreement.reason(for: difference) == nil else { continue }
      unlisted += 1
      Issue.record("seed \(seed): \(difference)")
    }
  }

  @Test func Every_listed_reason_still_makes_a_difference() {
    for disagreement in NIODisagreement.all {
      for example in disagreement.examples {
        let difference = Difference(Array(example.utf8))
        #expect(difference.map(disagreement.explains) == true, "\(disagreement.reason)")
      }
    }
  }
}
