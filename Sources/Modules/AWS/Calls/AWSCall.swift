import FoundationEssentials
import HTTPTypes

/// One request to a service, before it is addressed and signed.
struct AWSCall: Sendable {
  var method: HTTPRequest.Method
  /// Percent-encoded.
  var path: String
  var query: [(name: String, value: String)]
  var fields: HTTPFields
  var body: [UInt8]

  /// Of an interface that is spoken to by paths, and by XML in bodies.
  static func get(_ path: String, query: [(name: String, value: String)] = []) -> AWSCall {
    AWSCall(method: .get, path: path, query: query, fields: [:], body: [])
  }

  static func post(_ path: String, xml: String) -> AWSCall {
    AWSCall(
      method: .post, path: path, query: [], fields: [.contentType: "application/xml"], body: Array(xml.utf8))
  }

  /// Of an interface that takes forms and answers XML.
  static func form(action: String, version: String, _ parameters: [(name: String, value: String)]) -> AWSCall {
    let all = [("Action", action), ("Version", version)] + parameters.map { ($0.name, $0.value) }
    let text = all.map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
    return AWSCall(
      method: .post, path: "/", query: [],
      fields: [.contentType: "application/x-www-form-urlencoded; charset=utf-8"], body: Array(text.utf8))
  }

  /// Of an interface that takes and answers JSON (version 1.1 of AWS's protocol).
  ///
  /// - Parameter target: Names the operation: `AmazonEC2ContainerServiceV20141113.ListServices`.
  static func json(target: String, _ input: some Encodable) throws(AWSError) -> AWSCall {
    let body: Data
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      body = try encoder.encode(input)
    } catch {
      throw AWSError(.invalidRequest, "The request cannot be written as JSON.", cause: error)
    }
    return AWSCall(
      method: .post, path: "/", query: [],
      fields: [.contentType: "application/x-amz-json-1.1", .known("X-Amz-Target"): target], body: Array(body))
  }

  /// `Names.member.1=a&Names.member.2=b`
  static func list(_ name: String, _ values: [String]) -> [(name: String, value: String)] {
    values.enumerated().map { (name: "\(name).member.\($0.offset + 1)", value: $0.element) }
  }

  var queryText: String {
    query.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }.joined(separator: "&")
  }
}
