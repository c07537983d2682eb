import FoundationEssentials

@testable import HTTPServer

/// One request of the public request corpora, with what the parser it comes from makes of it.
struct CorpusCase: Sendable {
  enum Expectation: String, Decodable {
    case accept
    case reject
    /// The request is not complete.
    case wait
  }

  /// Suite and name: `gunicorn-valid/001`.
  var id: String
  var bytes: [UInt8]
  var expectation: Expectation
  /// How many messages the bytes hold, where the corpus says so.
  var messages: Int?
  /// The limits that the case was written for.
  var limits: Limits
}

/// The test corpora of gunicorn, httparse, llhttp and picohttpparser, one JSON object a line with the request in Base64.
///
/// They are no part of this repository. The tests run them where the folder that `HTTP_CORPORA` names has them, or a
/// folder `shared/corpora` beside this package.
enum RequestCorpus {
  private struct Line: Decodable {
    var suite: String
    var id: String
    var bytes: Data
    var expect: CorpusCase.Expectation
    var messages: Int?
    var cfg: [String: String]?
  }

  static let folder: String =
    ProcessInfo.processInfo.environment["HTTP_CORPORA"]
    ?? #filePath.components(separatedBy: "/Tests/HTTPServerTests/")[0] + "/../shared/corpora"

  static let files = ["gunicorn", "httparse-uri", "llhttp", "picohttpparser"]

  static let isPresent = files.allSatisfy { FileManager.default.fileExists(atPath: path($0)) }

  static func cases(of file: String) throws -> [CorpusCase] {
    guard let text = FileManager.default.contents(atPath: path(file)) else { return [] }
    var seen: [String: Int] = [:]
    return try text.split(separator: UInt8(ascii: "\n")).map {
      let line = try JSONDecoder().decode(Line.self, from: Data($0))
      var id = "\(line.suite)/\(line.id)"
      seen[id, default: 0] += 1
      if let count = seen[id], count > 1 { id += " (\(count))" }
      return CorpusCase(
        id: id, bytes: Array(line.bytes), expectation: line.expect, messages: line.messages,
        limits: limits(line.cfg ?? [:]))
    }
  }

  private static func path(_ file: String) -> String { "\(folder)/\(file).jsonl" }

  /// gunicorn's settings have a limit of the same meaning here.
  private static func limits(_ settings: [String: String]) -> Limits {
    var limits = Limits()
    func take(_ name: String, _ limit: WritableKeyPath<Limits, Int>) {
      if let value = settings[name].flatMap(Int.init), value > 0 { limits[keyPath: limit] = value }
    }
    take("limit_request_line", \.requestLine)
    take("limit_request_field_size", \.fieldLine)
    take("limit_request_fields", \.fieldCount)
    return limits
  }
}
