import Foundation
import HTTPClient
import HTTPTypes
import NIOCore
import NIOFoundationCompat

/// What a WebDriver said instead of doing what it was asked, with its error code (W3C WebDriver, section 6.6).
struct WebDriverError: Error, CustomStringConvertible {
  var code: String
  var message: String

  var description: String { "WebDriver: \(code): \(message)" }
}

/// Sends W3C WebDriver commands to a driver on this machine.
struct WebDriver: Sendable {
  let client: Client
  let port: Int

  /// The `value` of the answer. Throws ``WebDriverError`` where the driver refuses.
  @discardableResult
  func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    var request = ClientRequest(method: method, url: "http://127.0.0.1:\(port)\(path)")
    // Starting a browser takes a second alone, and many where all tests run at once.
    request.timeout = .seconds(60)
    request.maximumBodyBytes = 64 * 1024 * 1024
    if let body {
      request.fields[.contentType] = "application/json; charset=utf-8"
      request.body = ByteBuffer(data: try JSONEncoder().encode(body))
    }
    let response = try await client.execute(request)
    let value = try JSONDecoder().decode(JSON.self, from: Data(buffer: response.body))["value"]
    guard response.status == .ok else {
      throw WebDriverError(code: value["error"].string ?? "\(response.status)", message: value["message"].string ?? "")
    }
    return value
  }
}
