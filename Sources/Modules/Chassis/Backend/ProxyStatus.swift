import HTTPServer
import HTTPTypes

/// Says on an answer that the fault lies behind this service (RFC 9209): its caller need neither ask another instance nor
/// hold it against this one.
enum ProxyStatus {
  /// - Parameter intermediary: Who says so: visible ASCII.
  static func field(for error: ProviderError, by intermediary: String) -> HTTPField {
    // RFC 9209 section 2.3: the types that say what a caller can make use of.
    let type = error.code == .timedOut ? "http_response_timeout" : "destination_unavailable"
    let nextHop = error.provider.map { "; next-hop=\(string($0))" } ?? ""
    return HTTPField(name: .proxyStatus, value: "\(string(intermediary)); error=\(type)\(nextHop)")
  }

  /// RFC 9651 section 3.3.3.
  private static func string(_ text: String) -> String {
    var result = "\""
    for character in text {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result + "\""
  }
}

extension HTTPField.Name {
  static let proxyStatus = known("Proxy-Status")
}
