import HTTPClient
import HTTPTypes
import NIOCore

/// What a server of AWS answers.
struct DoubleReply: Sendable {
  var status: Int
  var fields: HTTPFields
  var body: [UInt8]

  static func xml(_ text: String, status: Int = 200) -> DoubleReply {
    DoubleReply(status: status, fields: [.contentType: "text/xml"], body: Array(text.utf8))
  }

  static func json(_ text: String, status: Int = 200) -> DoubleReply {
    DoubleReply(status: status, fields: [.contentType: "application/x-amz-json-1.1"], body: Array(text.utf8))
  }

  var response: ClientResponse {
    ClientResponse(status: .init(code: status), fields: fields, body: ByteBuffer(bytes: body))
  }
}

extension HTTPField.Name {
  static let requestID = known("x-amzn-RequestId")
  static let target = known("X-Amz-Target")
  static let signingDate = known("X-Amz-Date")
  static let securityToken = known("X-Amz-Security-Token")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no token.") }
    return name
  }
}
