import HTTPClient
import HTTPTypes

/// RFC 9110 section 10.2.3: in seconds. A date is not read: by it a server whose clock is wrong would decide how long we
/// wait, and 429 without a usable value is simply not repeated.
enum RetryAfter {
  static func seconds(_ response: ClientResponse) -> Duration? {
    guard let text = response[.retryAfter], !text.isEmpty, text.utf8.count <= 9,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let seconds = Int(text)
    else { return nil }
    return .seconds(seconds)
  }
}
