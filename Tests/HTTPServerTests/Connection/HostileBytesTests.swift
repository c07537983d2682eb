import NIOCore
import Testing

@testable import HTTPServer

/// Requests that nobody would write: pieces of valid and invalid ones, mutated at random. Whatever comes in, the
/// outcome must not depend on how the bytes were split, and nothing may follow a refusal.
struct HostileBytesTests {
  private static let seeds = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD /x?y=%20 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    "POST /c HTTP/1.1\r\nHost: a:80\r\nTransfer-Encoding: chunked\r\n\r\n5;x=\"y\"\r\nhello\r\n0\r\nX: y\r\n\r\n",
    "GET http://[::1]:80/a HTTP/1.1\r\nHost: b\r\nConnection: close\r\nExpect: x\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\nTE: trailers\r\n\r\n", "\r\nPUT /%41 HTTP/1.1\r\nhost: a\r\nX:\t y \r\n\r\n",
  ]
  private static let pieces = [
    "\r\n", "\n", "\r", " ", "\t", ":", ",", ";", "\"", "\0", "\u{7F}", "%", "0", "5", "ffffffffffffffff", "HTTP/1.1",
    "HTTP/2.0",
    "Host: b\r\n", "Content-Length: 5\r\n", "Content-Length: 6\r\n", "Transfer-Encoding: chunked\r\n", "chunked",
    "Expect: 100-continue\r\n",
    "Connection: close\r\n", "\r\n\r\n", "0\r\n\r\n", "é", "GET", "http://", "*",
  ]

  @Test(arguments: 0..<400)
  func Outcome_of_any_bytes_does_not_depend_on_how_they_are_split(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let bytes = Self.hostile(&random)
    // Leave to send a body depends on whether it is here already, and so on the splits; it is not what is tested here.
    var conversation = Conversation()
    conversation.readsBody = Bool.random(using: &random)
    conversation.ends = Bool.random(using: &random)
    conversation.limits.requestLine = Bool.random(using: &random) ? 30 : 8192
    conversation.limits.fieldLine = Bool.random(using: &random) ? 30 : 8192
    conversation.limits.chunkExtensions = Bool.random(using: &random) ? 4 : 4096
    let whole = conversation.run([bytes])
    for _ in 0..<20 {
      let split = conversation.run(Split.random(bytes, &random))
      #expect(
        Self.withoutLeave(split) == Self.withoutLeave(whole),
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
    let byByte = conversation.run(bytes.map { [$0] })
    #expect(
      Self.withoutLeave(byByte) == Self.withoutLeave(whole),
      "\(String(decoding: bytes, as: UTF8.self).debugDescription)")

    let final = whole.statuses.filter { $0 != 100 }
    #expect(!final.dropLast().contains { $0 >= 400 }, "nothing follows a refusal")
  }

  private static func hostile(_ random: inout SeededRandom) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      var part = Array((seeds.randomElement(using: &random) ?? "").utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0...part.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: part.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
        case 1: part.removeSubrange(place..<min(part.count, place + Int.random(in: 0...4, using: &random)))
        case 2 where place < part.count: part[place] = UInt8.random(in: 0...255, using: &random)
        default: part.insert(contentsOf: part[..<place].suffix(8), at: place)
        }
      }
      bytes += part
    }
    return bytes
  }

  private static func withoutLeave(_ outcome: Conversation.Outcome) -> Conversation.Outcome {
    var outcome = outcome
    outcome.output = outcome.output.split(separator: "HTTP/1.1 100 Continue\r\n\r\n").joined()
    return outcome
  }
}
