/// Numbers of bytes as people write them in settings: a whole number, also with `k` or `m` for 1024 or 1024² bytes.
enum ByteCountText {
  static let form = "a number of bytes such as 8192, 32k or 1m"

  private static let units: [(suffix: String, bytes: Int)] = [("", 1), ("k", 1024), ("m", 1024 * 1024)]

  /// Nil where `text` has another form, or is larger than any number of bytes.
  static func parse(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let suffix = text.dropFirst(digits.count).lowercased()
    guard let number = Int(digits), let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
    return overflow ? nil : bytes
  }

  /// The same text that ``parse(_:)`` reads, in the largest unit that needs no fraction.
  static func format(_ bytes: Int) -> String {
    guard bytes != 0 else { return "0" }
    let unit = units.last { bytes % $0.bytes == 0 } ?? units[0]
    return "\(bytes / unit.bytes)\(unit.suffix)"
  }
}
