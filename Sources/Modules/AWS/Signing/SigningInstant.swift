import FoundationEssentials

/// A time as signatures write it, in UTC.
struct SigningInstant: Equatable {
  /// `20150830T123600Z`
  let text: String

  init(_ date: Date) {
    let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt)
    text = date.formatted(style)
  }

  /// `20150830`
  var day: String { String(text.prefix(8)) }
}
