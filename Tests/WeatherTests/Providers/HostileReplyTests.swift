import Chassis
import Foundation
import Testing
import Upstream

@testable import Weather

/// What no reader may crash on, and none may take for an answer.
@Suite struct HostileReplyTests {
  @Test(arguments: ReaderUnderTest.all)
  func a_good_body_is_read(reader: ReaderUnderTest) {
    #expect(reader.error(Array(reader.body.utf8)) == nil)
  }

  @Test(arguments: ReaderUnderTest.all)
  func a_body_cut_off_anywhere_cannot_be_used(reader: ReaderUnderTest) {
    let body = Array(reader.body.utf8)
    for length in 0..<body.count {
      #expect((reader.error(Array(body[..<length])) as? ProviderError)?.code == .unavailable, "at \(length)")
    }
  }

  @Test(arguments: ReaderUnderTest.all)
  func what_is_no_JSON_of_the_shape_cannot_be_used(reader: ReaderUnderTest) {
    let deep = String(repeating: "[", count: 100_000)
    let deepObject = String(repeating: #"{"a":"#, count: 100_000)
    let texts = [
      "", " ", "null", "true", "7", "\"x\"", "<!DOCTYPE html><html>", deep, deepObject, "{\"a\":", "\u{FEFF}",
    ]
    for text in texts {
      #expect((reader.error(Array(text.utf8)) as? ProviderError)?.code == .unavailable, "\(text.prefix(20))")
    }
    for bytes in [[0xFF, 0xFE], [0x22, 0xC3, 0x28, 0x22], [0], Array(repeating: 0x20, count: 100_000)] as [[UInt8]] {
      #expect((reader.error(bytes) as? ProviderError)?.code == .unavailable)
    }
  }

  /// Each number of a good body becomes one that is absurd, and each value one of another type: it is read, or there is
  /// a `ProviderError`.
  @Test(arguments: ReaderUnderTest.all)
  func an_absurd_value_is_unknown_or_an_error(reader: ReaderUnderTest) throws {
    let absurd = [
      "1e400", "-1e308", "1e308", "9223372036854775808", "-9223372036854775809", "1e15", "-0.0", "0.1e-400", "null",
      "\"\"", "\"NaN\"", "\"\\u0000\\ud800\"", "[]", "{}", "true", "[[[[]]]]", "\"9999-12-31T23:59:59Z\"",
      "\"0000-00-00T00:00\"",
    ]
    let values = reader.body.matches(of: #/:\s*("[^"]*"|-?[0-9.]+)/#)
    #expect(values.count > 5)
    for value in values {
      for other in absurd {
        let body = reader.body.replacingCharacters(in: value.range, with: ":" + other)
        let error = reader.error(Array(body.utf8))
        #expect(error == nil || error is ProviderError, "\(value.output.0) as \(other)")
      }
    }
  }

  @Test(arguments: ReaderUnderTest.all)
  func a_byte_turned_into_any_other_is_read_or_an_error(reader: ReaderUnderTest) {
    var body = Array(reader.body.utf8)
    for index in body.indices {
      let kept = body[index]
      for byte in [0x00, 0x22, 0x2D, 0x39, 0x5B, 0x5C, 0x7D, 0x80, 0xFF] as [UInt8] {
        body[index] = byte
        let error = reader.error(body)
        #expect(error == nil || error is ProviderError, "\(byte) at \(index)")
      }
      body[index] = kept
    }
  }

  /// A service may repeat our key in its body.
  @Test(arguments: ReaderUnderTest.all)
  func no_error_repeats_what_was_sent(reader: ReaderUnderTest) {
    let bodies = [
      #"{"error":true,"reason":"test-key is invalid","cod":401,"message":"test-key"}"#, #"{"test-key":"test-key"}"#,
      "test-key", #"{"results":"test-key","list":"test-key","properties":"test-key","current":"test-key"}"#,
    ]
    for body in bodies {
      for status in [200, 400, 401, 403, 404, 422, 429, 500, 503] {
        guard let error = reader.error(Array(body.utf8), status: status) else { continue }
        #expect(!"\(error)".contains("test-key"))
        #expect(!String(reflecting: error).contains("test-key"))
      }
    }
  }
}
