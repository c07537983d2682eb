package import FoundationEssentials

/// What a provider sent, where it can be true; nil where it cannot. A number out of range must not end the process, and
/// a text must neither fill a page nor run in it.
package enum Plausible {
  /// - Parameter unix: Seconds since 1970; from the year 1900 to 2200.
  package static func date(unix: Double?) -> Date? {
    guard let unix, (-2_208_988_800.0...7_258_118_400.0).contains(unix) else { return nil }
    return Date(timeIntervalSince1970: unix)
  }

  /// `2026-10-05T14:45:00+01:00`, `…Z`, and with fractions of a second, which are dropped.
  package static func date(iso8601 text: String?) -> Date? {
    guard let text, text.utf8.count <= 40 else { return nil }
    guard let point = text.firstIndex(of: ".") else { return whole(text) }
    let zone = text[point...].dropFirst().drop { ("0"..."9").contains($0) }
    return whole(String(text[..<point] + zone))
  }

  private static func whole(_ text: String) -> Date? {
    guard let date = try? Date(text, strategy: .iso8601) else { return nil }
    return Self.date(unix: date.timeIntervalSince1970)
  }

  /// - Parameters:
  ///   - local: `2026-08-30T09:00`, seconds or not.
  ///   - offset: Seconds east of UTC.
  package static func date(local: String?, offset: Int?) -> Date? {
    guard let local, let offset, (-86_400...86_400).contains(offset) else { return nil }
    let withSeconds = local.utf8.count == 16 ? local + ":00Z" : local + "Z"
    return date(iso8601: withSeconds).flatMap { date(unix: $0.timeIntervalSince1970 - Double(offset)) }
  }

  package static func amount(_ value: Double?) -> Double? {
    guard let value, value.isFinite, abs(value) <= 1e12 else { return nil }
    return value
  }

  /// A number of things; what is no whole number is rounded down.
  package static func count(_ value: Double?) -> Int? {
    guard let value, value >= 0, value <= 1e12 else { return nil }
    return Int(value)
  }

  /// Without controls and white space around, cut to `limit` characters; nil where nothing is left.
  package static func text(_ text: String?, limit: Int = 300) -> String? {
    guard let text else { return nil }
    var kept = String.UnicodeScalarView()
    // More scalars than this are looked at by nobody: a character may have any number of them.
    for scalar in text.unicodeScalars.prefix(limit * 4) {
      switch scalar.properties.generalCategory {
      case .control, .surrogate, .lineSeparator, .paragraphSeparator: kept.append(" ")
      // Among these are the marks that turn the direction of text.
      case .format where scalar != "\u{200D}" && scalar != "\u{200C}": continue
      default: kept.append(scalar)
      }
    }
    let words = String(String(kept).prefix(limit)).split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// An absolute URL for a page or a picture: `https`, into which `http` is turned, with a host and without credentials.
  package static func link(_ text: String?) -> String? {
    guard let text, text.utf8.count <= 2000 else { return nil }
    for scheme in ["https://", "http://"] where text.lowercased().hasPrefix(scheme) {
      let rest = text.dropFirst(scheme.count)
      let host = rest.prefix { !"/?#".contains($0) }
      let isHost = !host.isEmpty && host.utf8.allSatisfy { isHostByte($0) } && host.first != "." && host.first != "-"
      let isClean = rest.utf8.allSatisfy { (0x21...0x7E).contains($0) && !#""<>\^`{|}"#.utf8.contains($0) }
      return isHost && isClean ? "https://" + rest : nil
    }
    return nil
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
