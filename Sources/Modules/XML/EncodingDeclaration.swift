/// The name of an encoding in an XML declaration, `<?xml version="1.0" encoding="UTF-8"?>`.
enum EncodingDeclaration {
  /// Whether `bytes`, which are valid UTF-8, may be read as such: nothing else is declared. ASCII is a part of UTF-8.
  static func allowsUTF8(_ bytes: [UInt8]) -> Bool {
    guard let name = name(in: bytes) else { return true }
    return ["utf-8", "utf8", "us-ascii", "ascii"].contains(name)
  }

  /// In lower case; nil where there is no declaration, or none of an encoding.
  private static func name(in bytes: [UInt8]) -> String? {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    let head = String(decoding: bytes[start...].prefix(longest), as: UTF8.self)
    guard head.hasPrefix("<?xml"), head.dropFirst(5).first?.isWhitespace == true,
      let end = head.firstRange(of: "?>")?.lowerBound,
      let label = head[..<end].firstRange(of: "encoding")?.upperBound
    else { return nil }
    let value = head[label..<end].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return value.dropFirst().prefix { $0 != quote }.lowercased()
  }

  /// No declaration is longer; libxml2 is told to convert nothing, so that one that is overlooked changes nothing.
  private static let longest = 200
}
