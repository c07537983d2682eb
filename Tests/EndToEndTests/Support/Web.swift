import Foundation
import HTTPClient
import HTTPTypes
import NIOCore

/// What a client of the suite sees of one answer.
struct Answer: Sendable {
  var status: Int
  var fields: HTTPFields
  var text: String

  var json: [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
  }

  /// Id of the instance that answered, as the portal tells it.
  var servedBy: String? {
    HTTPField.Name("X-Served-By").flatMap { fields[$0] }?.split(separator: ",").first.map(String.init)
  }
}

/// The client of these tests. Its time limit is for what would never come.
enum Web {
  private static let client = Client(configuration: ClientConfiguration(userAgent: "end-to-end"))

  static func get(_ url: String, fields: HTTPFields = [:]) async throws -> Answer {
    try await ask(.get, url, fields: fields)
  }

  static func post(_ url: String, fields: HTTPFields = [:]) async throws -> Answer {
    try await ask(.post, url, fields: fields)
  }

  private static func ask(_ method: HTTPRequest.Method, _ url: String, fields: HTTPFields) async throws -> Answer {
    let response = try await client.execute(
      ClientRequest(
        method: method, url: url, fields: fields, timeout: .seconds(30), connectTimeout: .seconds(10)))
    return Answer(status: response.status.code, fields: response.fields, text: String(buffer: response.body))
  }
}
