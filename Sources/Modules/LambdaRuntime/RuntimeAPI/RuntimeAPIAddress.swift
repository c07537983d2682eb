/// Where the Runtime API is, and its resources. Lambda names it in a variable; there is no other way to know that a
/// program was started as a function.
package struct RuntimeAPIAddress: Sendable, Equatable {
  package static let variable = "AWS_LAMBDA_RUNTIME_API"

  private let base: String

  /// - Parameter text: `host:port`, without a scheme. Nil where it is anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let host = parts.first, !host.isEmpty, host.utf8.allSatisfy(Self.isPartOfHost) else { return nil }
    if parts.count > 1 {
      guard parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(parts[1]), port > 0 else {
        return nil
      }
    }
    base = "http://\(text)/2018-06-01/runtime"
  }

  var next: String { "\(base)/invocation/next" }
  var initError: String { "\(base)/init/error" }

  func response(to requestID: RequestID) -> String { "\(base)/invocation/\(requestID)/response" }
  func error(of requestID: RequestID) -> String { "\(base)/invocation/\(requestID)/error" }

  private static func isPartOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

/// The name of an invocation, such as can stand in a path.
struct RequestID: Hashable, Sendable, CustomStringConvertible {
  private static let longest = 200

  let description: String

  init?(_ text: String) {
    guard (1...Self.longest).contains(text.utf8.count), text.utf8.allSatisfy(Self.isUnreserved), text != ".",
      text != ".."
    else { return nil }
    description = text
  }

  /// RFC 3986 section 2.3.
  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~".utf8.contains(byte)
    }
  }
}
