import DNS

/// What a document says of one instance, in a registry file or in the body of a request.
struct InstanceReader {
  static let members = ["address", "port", "priority", "weight", "tags", "check"]

  /// For checks that do not say how often they are made.
  let interval: Duration

  /// - Parameters:
  ///   - field: An object whose members have been looked at.
  ///   - check: For an instance that has none of its own.
  func instance(
    _ field: Field, service: String, id: String, check: HealthCheck?
  ) throws(DocumentFault) -> RegisteredInstance {
    let address = try field.required("address").text("an IPv4 or IPv6 address") { IPAddress($0) }
    let port = try field.required("port").integer(in: 1...65535)
    let priority = try field.member("priority")?.integer(in: 0...65535) ?? 1
    let weight = try field.member("weight")?.integer(in: 0...65535) ?? 1
    var tags: [String] = []
    for tag in try field.member("tags")?.elements("a list of tags") ?? [] {
      let name = try tag.text(Self.tagRule, Self.label)
      guard !tags.contains(name) else { throw tag.fault(mustBe: "different from the other tags") }
      tags.append(name)
    }
    guard tags.count <= 16 else {
      throw DocumentFault(
        line: field.json.line, message: "\(field.path).tags are \(tags.count): at most 16 are allowed")
    }
    return RegisteredInstance(
      service: service, id: id, address: address, port: UInt16(port), priority: UInt16(priority),
      weight: UInt16(weight), tags: tags, check: try field.member("check").map(self.check) ?? check)
  }

  func check(_ field: Field) throws(DocumentFault) -> HealthCheck {
    try field.requireObject(of: ["http", "tcp", "interval", "timeout", "successes", "failures"])
    let kind: HealthCheck.Kind
    switch (field.member("http"), field.member("tcp")) {
    case (let path?, nil):
      kind = .http(
        path: try path.text("a path that begins with \"/\" and has visible ASCII characters only", Self.path))
    case (nil, let tcp?):
      guard tcp.json.value == .boolean(true) else { throw tcp.fault(mustBe: "true") }
      kind = .tcp
    default:
      throw DocumentFault(
        line: field.json.line, message: "\(field.path) must have either http, with a path, or tcp, with true")
    }
    var check = HealthCheck(kind, interval: interval)
    if let interval = try field.member("interval")?.duration(in: .milliseconds(100) ... .seconds(3600)) {
      check.interval = interval
    }
    check.timeout = min(check.timeout, check.interval)
    if let timeout = try field.member("timeout")?.duration(in: .milliseconds(10) ... .seconds(60)) {
      check.timeout = timeout
    }
    check.successes = try field.member("successes")?.integer(in: 1...100) ?? 1
    check.failures = try field.member("failures")?.integer(in: 1...100) ?? 1
    return check
  }

  static let serviceRule = "letters from a to z, digits and hyphens, at most 50, no hyphen at either end"
  static let idRule = "1 to 100 letters, digits, hyphens, points, underscores and colons"
  static let tagRule = serviceRule

  /// A label of a host name (RFC 1123 section 2.1), short enough that what zones add has room.
  static func label(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard (1...50).contains(bytes.count), bytes.first != UInt8(ascii: "-"), bytes.last != UInt8(ascii: "-") else {
      return nil
    }
    return bytes.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") } ? text : nil
  }

  static func id(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let isValid = bytes.allSatisfy { byte in
      isLetterOrDigit(byte) || (0x41...0x5A).contains(byte) || "-._:".utf8.contains(byte)
    }
    return (1...100).contains(bytes.count) && isValid ? text : nil
  }

  private static func path(_ text: String) -> String? {
    let isValid = text.utf8.first == UInt8(ascii: "/") && text.utf8.count <= 1000
    return isValid && text.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? text : nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
