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
  package var json: [UInt8] {
    var text: [UInt8] = []
    // Most fit, and then nothing is copied while it grows.
    text.reserveCapacity(256 + 2 * detail.utf8.count)
    text += #"{"type":"about:blank","title":"#.utf8
    text.appendJSON(status.reasonPhrase)
    text += #","status":"#.utf8
    text += String(status.code).utf8
    text += #","detail":"#.utf8
    text.appendJSON(detail)
    text += #","error":"#.utf8
    text.appendJSON(detail)
    for member in members {
      text.append(UInt8(ascii: ","))
      text.appendJSON(member.name)
      text.append(UInt8(ascii: ":"))
      text.appendJSON(member.value)
    }
    text.append(UInt8(ascii: "}"))
    return text
  }

  package var response: Response {
    Response(
      status: status, fields: [.contentType: "application/problem+json"], body: .bytes(ByteBuffer(bytes: json)))
  }
}
