import DNS

/// Which names may be looked up.
struct HostNameRule {
  /// RFC 2782 puts underscores into the names of services so that they are no host names.
  var allowsUnderscore = false
  var allowsHyphen = true

  static let host = HostNameRule()
  static let service = HostNameRule(allowsUnderscore: true)
  /// The names of containers become the names that weave answers, and its guides go without hyphens.
  static let weave = HostNameRule(allowsHyphen: false)

  /// RFC 1123 section 2.1 with RFC 952: letters, digits and hyphens, no hyphen at an end of a label.
  var allowed: String {
    let characters =
      ["letters", "digits"] + (allowsHyphen ? ["hyphens within"] : [])
      + (allowsUnderscore ? ["underscores"] : [])
    return "a name of labels of 1 to 63 \(characters.dropLast().joined(separator: ", ")) and \(characters.last ?? ""), "
      + "with dots between"
  }

  /// Throws ``StrategyFault`` of `part`.
  func name(_ text: String, part: StrategyFault.Part) throws(StrategyFault) -> DomainName {
    let name: DomainName
    do {
      name = try DomainName(text)
    } catch .empty {
      throw StrategyFault(part, "is empty", allowed: allowed)
    } catch .labelTooLong(let label) {
      throw StrategyFault(
        part, "is \(quoted(text)), which has a label of \(label.utf8.count) bytes", allowed: allowed)
    } catch {
      throw StrategyFault(part, "is \(quoted(text)), which \(error)", allowed: allowed)
    }
    for label in name.labels {
      if let fault = fault(of: label) { throw StrategyFault(part, "is \(quoted(text)), \(fault)", allowed: allowed) }
    }
    guard name != .root else { throw StrategyFault(part, "is \".\"", allowed: allowed) }
    return name
  }

  private func fault(of label: [UInt8]) -> String? {
    let text = quoted(String(decoding: label, as: UTF8.self))
    if let byte = label.first(where: { !isAllowed($0) }) {
      return byte == UInt8(ascii: "-")
        ? "whose label \(text) has a hyphen" : "whose label \(text) has a character that is not allowed"
    }
    if label.first == UInt8(ascii: "-") || label.last == UInt8(ascii: "-") {
      return "whose label \(text) has a hyphen at an end"
    }
    return nil
  }

  private func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    case UInt8(ascii: "-"): allowsHyphen
    case UInt8(ascii: "_"): allowsUnderscore
    default: false
    }
  }
}
