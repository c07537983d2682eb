/// The codings that static files can come in, in the order of preference where the client has none.
enum ContentCoding: String, Sendable, CaseIterable {
  case brotli = "br"
  case gzip
  case identity

  /// What a file's name ends with where it holds another file in this coding.
  var suffix: String {
    switch self {
    case .brotli: ".br"
    case .gzip: ".gz"
    case .identity: ""
    }
  }
}

/// The codings that a client takes (RFC 9110 section 12.5.3), with weights in thousandths.
struct AcceptEncoding: Sendable {
  private var weights: [String: Int] = [:]
  private let isAbsent: Bool

  /// Of all values of the field. A member that is malformed is ignored.
  init(_ values: [String]) {
    isAbsent = values.isEmpty
    for member in values.joined(separator: ",").split(separator: ",") {
      let parts = member.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingBlanks }
      var name = String(parts[0]).lowercased()
      // RFC 9110 section 8.4.1.3
      if name == "x-gzip" { name = "gzip" }
      guard !name.isEmpty, parts.count <= 2, let weight = parts.count == 2 ? Self.weight(parts[1]) : 1000 else {
        continue
      }
      weights[name] = weight
    }
  }

  /// The one of `available` that the client likes best; nil where it takes none, identity included.
  func best(of available: [ContentCoding]) -> ContentCoding? {
    // Without the field any coding would do, but then only the plain one is sure to be understood.
    if isAbsent { return .identity }
    var best: (coding: ContentCoding, weight: Int)?
    for coding in ContentCoding.allCases where available.contains(coding) {
      let weight = weight(of: coding)
      if weight > best?.weight ?? 0 { best = (coding, weight) }
    }
    return best?.coding
  }

  private func weight(of coding: ContentCoding) -> Int {
    if let weight = weights[coding.rawValue] { return weight }
    // Identity is taken unless it is refused, but any coding that the client names is liked better.
    if coding == .identity { return weights["*"] == 0 ? 0 : 1 }
    return weights["*"] ?? 0
  }

  /// `q=` and a number from 0 to 1 with at most three decimals (RFC 9110 section 12.4.2).
  private static func weight(_ parameter: Substring) -> Int? {
    var rest = parameter.utf8
    guard let name = rest.popFirst(), ByteClass.lowercased(name) == UInt8(ascii: "q"),
      rest.popFirst() == ByteClass.equals, let whole = rest.popFirst(),
      whole == ByteClass.zero || whole == ByteClass.zero + 1
    else { return nil }
    var weight = Int(whole - ByteClass.zero) * 1000
    guard let point = rest.popFirst() else { return weight }
    guard point == UInt8(ascii: "."), rest.count <= 3 else { return nil }
    var unit = 100
    for byte in rest {
      guard ByteClass.isDigit(byte) else { return nil }
      weight += Int(byte - ByteClass.zero) * unit
      unit /= 10
    }
    return weight <= 1000 ? weight : nil
  }
}

extension Substring {
  /// Without the spaces and tabs at either end.
  fileprivate var trimmingBlanks: Substring {
    var bytes = utf8.drop(while: ByteClass.isBlank)
    while let last = bytes.last, ByteClass.isBlank(last) { bytes.removeLast() }
    return Substring(bytes)
  }
}
