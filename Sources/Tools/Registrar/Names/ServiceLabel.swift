/// The label by which a service is found: its name in lower case, where that is a label of a host's name (RFC 1123
/// section 2.1): 1 to 63 letters, digits and hyphens, with no hyphen at either end. ECS allows more.
enum ServiceLabel {
  /// What names are compared by, also where they are no labels.
  static func folded(_ service: String) -> String { service.lowercased() }

  /// Why `service` cannot be the label of a host, in words; nil where it can.
  static func fault(of service: String) -> String? {
    let bytes = Array(folded(service).utf8)
    if bytes.count > 63 { return "it has \(bytes.count) characters, and a label at most 63" }
    if bytes.first == hyphen || bytes.last == hyphen { return "a label has no hyphen at its ends" }
    if let other = service.first(where: { !isLabelCharacter($0) }) {
      return "a label has letters, digits and hyphens, but no \(String(other).debugDescription)"
    }
    return bytes.isEmpty ? "it is empty" : nil
  }

  /// What ECS takes as the name of a service: 1 to 255 letters, digits, hyphens and underscores.
  static func isServiceName(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count) && text.allSatisfy { isLabelCharacter($0) || $0 == "_" }
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func isLabelCharacter(_ character: Character) -> Bool {
    guard let byte = character.asciiValue else { return false }
    return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 || byte == hyphen
  }
}
