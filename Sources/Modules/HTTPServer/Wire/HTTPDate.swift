package import NIOCore

/// The timestamps of HTTP fields (RFC 9110 section 5.6.7), as whole seconds since 1970-01-01 00:00:00 UTC.
package enum HTTPDate {
  static let secondsPerDay: Int64 = 86_400
  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  /// 1970-01-01 was a Thursday.
  static let dayNames = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// The years 0000 to 9999, which are all that the format can name.
  static let representable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

  /// `Sun, 06 Nov 1994 08:49:37 GMT`. A time outside the years 0000 to 9999 reads as the nearest within.
  package static func format(secondsSince1970 seconds: Int64) -> String {
    String(decoding: octets(seconds), as: UTF8.self)
  }

  /// Appends the 29 octets of ``format(secondsSince1970:)`` to `buffer`.
  package static func write(secondsSince1970 seconds: Int64, into buffer: inout ByteBuffer) {
    buffer.writeBytes(octets(seconds))
  }

  private static func octets(_ seconds: Int64) -> [UInt8] {
    let seconds = min(max(seconds, representable.lowerBound), representable.upperBound)
    var days = seconds / secondsPerDay
    var second = seconds % secondsPerDay
    if second < 0 {
      second += secondsPerDay
      days -= 1
    }
    let civil = CivilDay(daysSince1970: days)
    var octets: [UInt8] = []
    octets.reserveCapacity(29)
    octets += dayNames[Int((days % 7 + 7) % 7)].utf8
    octets += ", ".utf8
    octets.append(decimal: civil.day)
    octets += " ".utf8
    octets += monthNames[Int(civil.month) - 1].utf8
    octets += " ".utf8
    octets.append(decimal: civil.year / 100)
    octets.append(decimal: civil.year % 100)
    octets += " ".utf8
    octets.append(decimal: second / 3600)
    octets += ":".utf8
    octets.append(decimal: second / 60 % 60)
    octets += ":".utf8
    octets.append(decimal: second % 60)
    octets += " GMT".utf8
    return octets
  }
}

extension [UInt8] {
  /// Appends a number below 100 as two digits.
  fileprivate mutating func append(decimal number: Int64) {
    append(ByteClass.zero + UInt8(number / 10))
    append(ByteClass.zero + UInt8(number % 10))
  }
}
