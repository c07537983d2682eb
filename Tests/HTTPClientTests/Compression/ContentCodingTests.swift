import HTTPTypes
import Testing

@testable import HTTPClient

struct ContentCodingTests {
  @Test(arguments: ["gzip", "GZIP", " gzip ", "x-gzip", "deflate", "identity, gzip", "gzip,"])
  func coding_that_was_asked_for_is_taken(value: String) throws {
    #expect(try isCoded(value))
  }

  @Test(arguments: [nil, "", "identity", " , "])
  func body_without_a_coding_is_not_coded(value: String?) throws {
    #expect(try !isCoded(value))
  }

  @Test(arguments: ["br", "zstd", "compress", "gzip, gzip", "gzip, br", "deflate gzip", "aes128gcm", "*", "g\u{1}zip"])
  func other_coding_is_a_protocolError_that_does_not_repeat_it(value: String) {
    #expect { _ = try isCoded(value) } throws: {
      guard let error = $0 as? ClientError else { return false }
      return error.code == .protocolError && !error.message.contains(value)
    }
  }

  private func isCoded(_ value: String?) throws -> Bool {
    var fields = HTTPFields()
    if let value { fields.append(HTTPField(name: .contentEncoding, value: value)) }
    return try ContentCoding.isCoded(ResponseFields(fields))
  }
}
