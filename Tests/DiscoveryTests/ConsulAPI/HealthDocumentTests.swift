import DNS
import Testing
import Timing

@testable import Discovery

@Suite struct HealthDocumentTests {
  @Test(arguments: [
    (#"{"Service":{"Address":"10.0.0.1","Port":0}}"#, 0), (#"{"Service":{"Address":"10.0.0.1","Port":65536}}"#, 0),
    (#"{"Service":{"Address":"10.0.0.1","Port":-1}}"#, 0), (#"{"Service":{"Address":"10.0.0.1","Port":1e99}}"#, 0),
    (#"{"Service":{"Address":"10.0.0.1","Port":"80"}}"#, 0), (#"{"Service":{"Address":"10.0.0.1"}}"#, 0),
    (#"{"Service":{"Address":"example.test","Port":80}}"#, 0), (#"{"Service":{"Port":80}}"#, 0),
    (#"{"Node":{"Address":"::1"},"Service":{"Port":80}}"#, 1), (#"{"Node":null,"Service":null}"#, 0), ("null", 0),
    ("7", 0), ("[]", 0), (#"{"Service":{"Address":"10.0.0.1","Port":80,"Weights":{"Passing":[]}}}"#, 0),
    (#"{"Service":{"Address":"10.0.0.1","Port":80,"Weights":null,"ID":null}}"#, 1),
  ])
  func An_entry_that_makes_no_sense_does_not_hide_the_others(entry: String, count: Int) throws {
    let good = #"{"Service":{"Address":"10.0.0.9","Port":9}}"#
    let instances = try HealthDocument.instances(in: Array("[\(entry),\(good),\(good)]".utf8))
    #expect(instances.count == count + 1)
    #expect(instances.last?.endpoint.description == "10.0.0.9:9")
  }

  @Test(arguments: [(-5, UInt16(0)), (0, 0), (70_000, .max)])
  func A_weight_is_brought_within_its_bounds(weight: Int, taken: UInt16) throws {
    let json = #"[{"Service":{"Address":"10.0.0.9","Port":9,"Weights":{"Passing":\#(weight)}}}]"#
    #expect(try HealthDocument.instances(in: Array(json.utf8)).map(\.weight) == [taken])
  }

  @Test func A_long_ID_is_cut() throws {
    let id = String(repeating: "x", count: 10_000)
    let json = #"[{"Service":{"ID":"\#(id)","Address":"10.0.0.9","Port":9}}]"#
    #expect(try HealthDocument.instances(in: Array(json.utf8)).first?.id?.count == 256)
  }

  @Test(arguments: ["", "{}", "null", "[", "[{]", "\u{0}", "[1,2", #""text""#, "<html>"])
  func What_is_no_array_is_an_error(body: String) {
    #expect(throws: (any Error).self) { try HealthDocument.instances(in: Array(body.utf8)) }
  }

  @Test func A_document_of_many_levels_is_an_error_and_not_a_crash() {
    let body = Array(repeating: UInt8(ascii: "["), count: 1 << 20)
    #expect(throws: (any Error).self) { try HealthDocument.instances(in: body) }
    let closed = body.prefix(100_000) + Array(repeating: UInt8(ascii: "]"), count: 100_000)
    #expect(throws: (any Error).self) { try HealthDocument.instances(in: Array(closed)) }
  }

  /// Whatever a broken or hostile registry sends: an error or instances that can be used.
  @Test(arguments: 0..<4) func No_change_of_a_document_traps(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let valid = Array(FetchedAnswer.two.utf8)
    let pieces =
      ["null", "-", "1e999", "\\u", "\\ud800", "{", "[", "}", "]", "\"", ":", ",", "\u{FF}", "0", "true"]
      .map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC0, 0x80], [0]]
    var read = 0
    for _ in 0..<1000 {
      var body = valid
      for _ in 0...Int.random(in: 0...4, using: &random) where !body.isEmpty {
        let start = Int.random(in: 0..<body.count, using: &random)
        let end = min(body.count, start + Int.random(in: 0...8, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: body.replaceSubrange(start..<end, with: pieces[Int.random(in: 0..<pieces.count, using: &random)])
        case 1: body.removeSubrange(start..<end)
        case 2: body[start] = UInt8.random(in: 0...255, using: &random)
        default: body.removeSubrange(start...)
        }
      }
      guard let instances = try? HealthDocument.instances(in: body) else { continue }
      read += 1
      #expect(instances.allSatisfy { $0.endpoint.port > 0 })
    }
    #expect(read > 0)
  }
}
