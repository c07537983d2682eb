import HTTPTypes

/// How a body is coded for the way, where the client asks for such bodies.
///
/// libcurl would decode every coding that it was built with, asked for or not. Only what was asked for is taken: a
/// window of other codings can be 128 MB, and a body that is coded several times can grow a million times.
enum ContentCoding {
  /// What is asked for.
  static let accepted = "gzip, deflate"

  /// Whether libcurl will decode the body. Throws ``ClientError`` with the code `protocolError` where it must not.
  static func isCoded(_ fields: ResponseFields) throws(ClientError) -> Bool {
    guard let value = fields[.contentEncoding] else { return false }
    let codings = value.split { $0 == "," || $0 == " " || $0 == "\t" }.map { $0.lowercased() }
      .filter { $0 != "identity" }
    guard let coding = codings.first else { return false }
    guard codings.count == 1 else {
      throw ClientError(.protocolError, "The body of the answer is coded more than once.")
    }
    // RFC 9110 section 8.4.1.3: "x-gzip" is the same.
    guard ["gzip", "x-gzip", "deflate"].contains(coding) else {
      throw ClientError(.protocolError, "The body of the answer is coded in a way that was not asked for.")
    }
    return true
  }
}
