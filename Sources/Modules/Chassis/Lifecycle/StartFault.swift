import HTTPServer
import NIOCore

/// Why a service could not start or had to end, as one line for the standard error.
enum StartFault {
  static func line(service: String, _ error: any Error) -> String {
    let text = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    return "\(service): \(text)\n"
  }
}
