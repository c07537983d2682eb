package import HTTPTypes
import NIOCore

/// An RFC 9457 problem document, `application/problem+json`.
///
/// Beside the standard members it has `error` with the text of `detail`, because the web pages of the original samples
/// look for that name to know that a call failed.
package struct Problem: Sendable {
  package struct Member: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var status: HTTPResponse.Status
  package var detail: String
  package var members: [Member]

  package init(status: HTTPResponse.Status, detail: String, members: [Member] = []) {
    self.status = status
    self.detail = detail
    self.members = members
  }

  /// `type` is `about:blank`: the status code says what kind of problem it is, and `title` is its reason phrase
  /// (RFC 9457 section 4.2.1).
  package var json: String {
    var text = #"{"type":"about:blank","title":"#
    text.appendJSONString(status.reasonPhrase)
    text += #","status":"#
    text += String(status.code)
    text += #","detail":"#
    text.appendJSONString(detail)
    text += #","error":"#
    text.appendJSONString(detail)
    for member in members {
      text += ","
      text.appendJSONString(member.name)
      text += ":"
      text.appendJSONString(member.value)
    }
    text += "}"
    return text
  }

  package var response: Response {
    Response(
      status: status, fields: [.contentType: "application/problem+json"], body: .bytes(ByteBuffer(string: json)))
  }
}
