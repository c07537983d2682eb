import Chassis
import FoundationEssentials
import HTTPTypes
import XML

/// Replies of providers: whatever one says, it is read as data that can be true, or refused in our own words.
///
/// The first byte chooses the reader, the second the status and the third a field, whose value is then the first line of
/// what follows; all else is the body.
enum ProvidersTarget {
  /// Stands in seeds where a provider might repeat our key.
  private static let key = "s3cret-key"

  private static let statuses = [200, 203, 304, 400, 401, 403, 404, 422, 429, 500, 503, 999]

  private static let fields: [HTTPField.Name?] = [nil, .retryAfter, HTTPField.Name("Ratelimit-Reset"), .expires]

  static func run(_ bytes: [UInt8]) {
    var input = FuzzInput(bytes)
    let reader = choice(&input, of: ProviderReader.allCases)
    let reply = reply(&input)
    do {
      try reader.read(reply)
    } catch let error as ProviderError {
      check(error)
    } catch {
      require(false, "\(reader) threw what is no ProviderError: \(error)")
    }
  }

  private static func reply(_ input: inout FuzzInput) -> UpstreamReply {
    let status = choice(&input, of: statuses)
    var fields = HTTPFields()
    var body = input.rest.dropFirst()
    if let name = choice(&input, of: Self.fields) {
      let line = body.prefix { $0 != 0x0A }
      body = body.dropFirst(line.count + 1)
      fields[name] = String(decoding: line, as: UTF8.self)
    }
    return UpstreamReply(status: status, fields: fields, body: Array(body), receivedAt: ProviderReader.now)
  }

  /// By letters, which seeds are written with: A is the first.
  private static func choice<Value>(_ input: inout FuzzInput, of all: [Value]) -> Value {
    all[Int(input.byte() &- 0x41) % all.count]
  }

  private static func check(_ error: ProviderError) {
    let texts = [error.explanation, error.suggestion ?? "", error.description, "\(error.cause.map { "\($0)" } ?? "")"]
    for text in texts {
      require(!text.contains(key), "an error repeats what may be our key: \(text)")
      require(text.utf8.count <= 1000, "an error is a sentence: \(text)")
      require(text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "an error is one line: \(text)")
    }
    if let wait = error.retryAfter {
      require(wait >= .zero && wait <= .seconds(86_400), "a rest is a day at most: \(wait)")
    }
  }
}
