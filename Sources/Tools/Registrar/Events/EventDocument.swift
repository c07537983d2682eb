import FoundationEssentials

/// The members of an event that are read, as far as they are what they should be: anyone may send anything.
struct EventDocument: Decodable {
  struct Detail: Decodable {
    var eventSource: String?
    var eventName: String?
    var errorCode: String?
    var clusterArn: String?
    var requestParameters: Request?
    /// Nil where it is null, as CloudTrail has it for a call that failed.
    var responseElements: Response?

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: MemberName.self)
      eventSource = values.text("eventSource")
      eventName = values.text("eventName")
      errorCode = values.text("errorCode")
      clusterArn = values.text("clusterArn")
      requestParameters = values.value("requestParameters")
      responseElements = values.value("responseElements")
    }
  }

  struct Request: Decodable {
    var cluster: String?
    /// Of a call that makes a service.
    var serviceName: String?
    /// Of a call about one that there is: its name or its ARN.
    var service: String?

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: MemberName.self)
      cluster = values.text("cluster")
      serviceName = values.text("serviceName")
      service = values.text("service")
    }
  }

  struct Response: Decodable {
    struct Service: Decodable {
      var clusterArn: String?
      var serviceName: String?

      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: MemberName.self)
        clusterArn = values.text("clusterArn")
        serviceName = values.text("serviceName")
      }
    }

    var service: Service?

    init(from decoder: any Decoder) throws {
      service = try decoder.container(keyedBy: MemberName.self).value("service")
    }
  }

  /// Names of all members.
  let names: Set<String>
  let detailType: String?
  let account: String?
  let region: String?
  let resources: [String]
  let detail: Detail?
  /// Of the wishes that people send. Nil also where one is there and is neither true nor false.
  let flags: [String: Bool]

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: MemberName.self)
    names = Set(values.allKeys.map(\.stringValue))
    detailType = values.text("detail-type")
    account = values.text("account")
    region = values.text("region")
    resources = values.value("resources") ?? []
    detail = values.value("detail")
    var flags: [String: Bool] = [:]
    for key in values.allKeys { flags[key.stringValue] = try? values.decode(Bool.self, forKey: key) }
    self.flags = flags
  }
}

private struct MemberName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer<MemberName> {
  fileprivate func text(_ name: String) -> String? { value(name) }

  fileprivate func value<Value: Decodable>(_ name: String) -> Value? {
    try? decodeIfPresent(Value.self, forKey: MemberName(stringValue: name))
  }
}
