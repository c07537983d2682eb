import FoundationEssentials
import HTTPTypes
import XML

/// What a service answered.
struct AWSReply: Sendable {
  var status: Int
  var fields: HTTPFields
  var body: [UInt8]

  var isSuccess: Bool { (200..<300).contains(status) }

  func json<Value: Decodable>(_ type: Value.Type) throws(AWSError) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(body))
    } catch {
      throw AWSError(.unexpectedAnswer, "The answer is not the JSON expected.", status: status, cause: error)
    }
  }

  /// - Parameter root: The name that the document's element must have.
  func xml(_ root: String) throws(AWSError) -> XMLElement {
    let element: XMLElement
    do throws(XMLError) {
      element = try XMLElement(document: body, limits: .ofAWS)
    } catch {
      throw AWSError(.unexpectedAnswer, "The answer is no XML.", status: status, cause: error)
    }
    guard element.name == root else {
      throw AWSError(.unexpectedAnswer, "The answer is not the XML expected.", status: status)
    }
    return element
  }
}

extension XMLLimits {
  /// A page of 400 load balancers, or of 100 records with all the values that one may have.
  static var ofAWS: XMLLimits {
    var limits = XMLLimits()
    limits.bytes = AWSClient.longestAnswer
    limits.nodes = 500_000
    return limits
  }
}

extension XMLElement {
  /// The text of the child called `name`, without the blanks around it. Throws where there is none.
  func required(_ name: String) throws(AWSError) -> String {
    guard let text = optional(name) else {
      throw .unexpectedAnswer("The answer has no \(name) where one belongs.")
    }
    return text
  }

  /// Nil where there is none, or an empty one.
  func optional(_ name: String) -> String? {
    guard let text = self[name]?.text.trimmed, !text.isEmpty else { return nil }
    return text
  }

  /// Whether the child called `name` says `true`.
  func flag(_ name: String) -> Bool { optional(name) == "true" }

  /// The members of the list called `name`; none where it is absent.
  func members(_ list: String, of name: String = "member") -> [XMLElement] {
    self[list]?.all(name) ?? []
  }
}

extension String {
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
