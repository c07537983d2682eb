import FoundationEssentials
import HTTPTypes
import XML

extension AWSError {
  /// What a service says by an answer that is no success.
  init(_ reply: AWSReply, from service: AWSService) {
    switch service.errors {
    case .json: self.init(json: reply, from: service)
    case .xml: self.init(xml: reply, from: service)
    }
    status = reply.status
    requestID = requestID ?? reply.fields[.requestID]
  }

  /// `__type`, `x-amzn-ErrorType` and sometimes `code` name the fault: with a namespace before (`com.amazonaws#Fault`)
  /// or a URL behind (`Fault:http://…`).
  private init(json reply: AWSReply, from service: AWSService) {
    struct Document: Decodable {
      var type: String?
      var code: String?
      var message: String?

      enum CodingKeys: String, CodingKey {
        case type = "__type", code, message, capitalMessage = "Message"
      }

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        type = try? values.decode(String.self, forKey: .type)
        code = try? values.decode(String.self, forKey: .code)
        message =
          (try? values.decode(String.self, forKey: .message))
          ?? (try? values.decode(String.self, forKey: .capitalMessage))
      }
    }
    let document = try? JSONDecoder().decode(Document.self, from: Data(reply.body))
    let type = reply.fields[.errorType] ?? document?.type ?? document?.code
    self.init(
      Self.code(type.flatMap(Self.bareName), status: reply.status),
      Self.message(document?.message, from: service, status: reply.status))
  }

  /// `<ErrorResponse><Error>` of Route 53 and of load balancers, or Route 53's older `<InvalidChangeBatch>` whose
  /// `Messages` stand where the code would.
  private init(xml reply: AWSReply, from service: AWSService) {
    let root = try? XMLElement(document: reply.body, limits: .ofAWS)
    let error = root?["Error"] ?? root?["Errors"]?["Error"] ?? root
    let messages = (error?.members("Messages", of: "Message") ?? []).map(\.text.trimmed).filter { !$0.isEmpty }
    let isBatch = error?.name == "InvalidChangeBatch"
    self.init(
      Self.code(error?.optional("Code") ?? (isBatch ? error?.name : nil), status: reply.status),
      Self.message(
        error?.optional("Message") ?? (messages.isEmpty ? nil : messages.joined(separator: " ")), from: service,
        status: reply.status),
      requestID: root?.optional("RequestId") ?? root?.optional("RequestID"), details: messages)
  }

  private static func bareName(_ type: String) -> String? {
    let local = type.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
    let bare = local.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
    return bare.isEmpty ? nil : String(bare).trimmed
  }

  /// A name is short and plain: anything else, such as a proxy's page, is told by its status.
  private static func code(_ name: String?, status: Int) -> Code {
    guard let name, name.isFieldText, name.utf8.count <= 200 else { return Code("HTTP\(status)") }
    return Code(name)
  }

  private static func message(_ text: String?, from service: AWSService, status: Int) -> String {
    let plain = (text ?? "").map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 } ? " " : $0 }
    let cut = String(plain.prefix(2000))
    return cut.isEmpty ? "\(service.name) answered HTTP status \(status)." : cut
  }
}

extension HTTPField.Name {
  static let requestID = known("x-amzn-RequestId")
  static let errorType = known("x-amzn-ErrorType")
}
