import HTTPTypes
import NIOHTTP1

@testable import HTTPServer

/// A reason why this parser and NIO's decoder differ, with requests that show it.
///
/// Nearly all are rules for servers, which a decoder leaves to its user, or leniencies of it that a smuggler can use.
struct NIODisagreement: Sendable {
  var reason: String
  var examples: [String]
  var explains: @Sendable (Difference) -> Bool

  static func reason(for difference: Difference) -> String? {
    all.first { $0.explains(difference) }?.reason
  }

  static let all = onlyWeRefuse + onlyTheyRefuse + otherwise

  private static let rest = " HTTP/1.1\r\nHost: a\r\n"
  private static let chunked = "POST /\(rest)Transfer-Encoding: chunked\r\n\r\n"

  private static let onlyWeRefuse = [
    NIODisagreement(
      reason:
        "HTTP/1.1 needs exactly one Host, and a valid one (RFC 9112 section 3.2). The decoder does not look at it.",
      examples: [
        "GET / HTTP/1.1\r\n\r\n", "GET /\(rest)Host: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      ],
      explains: { $0.isRefused { $0.status == .badRequest && $0.detail.contains("Host field") } }),
    NIODisagreement(
      reason: """
        A request line is a method, a target and a version with one space between each, after two empty lines at most. \
        The decoder takes several spaces, and any CR and LF in front of it.
        """,
      examples: ["GET  /\(rest)\r\n", "\r\n\r\n\r\nGET /\(rest)\r\n", "\r\n\r\r\nGET /\(rest)\r\n"],
      explains: { difference in
        difference.isRefused {
          $0 == RequestLine.grammar
            || $0.detail.hasPrefix("Lines of a request head") && difference.hasStrayCarriageReturn
        }
      }),
    NIODisagreement(
      reason: """
        A target is a path or an http URL of the characters of RFC 3986, with two hexadecimal digits behind each \"%\", \
        no fragment and no user information (RFC 9112 section 3.2). The decoder refuses controls, blanks and non-ASCII.
        """,
      examples: ["GET /#f\(rest)\r\n", "GET /%zz\(rest)\r\n", "GET *\(rest)\r\n", "GET http://u@h/\(rest)\r\n"],
      explains: { $0.isRefused { $0 == RequestTarget.malformed } }),
    NIODisagreement(
      reason: "Methods that this server does not know, CONNECT among them, are 501. The decoder knows some forty more.",
      examples: ["PROPFIND /\(rest)\r\n", "CONNECT a:80\(rest)\r\n"],
      explains: { $0.isRefused { $0.status == .notImplemented && !$0.detail.contains("coding") } }),
    NIODisagreement(
      reason: "Transfer-Encoding in HTTP/1.0 is faulty by definition (RFC 9112 section 6.1).",
      examples: ["POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
      explains: { $0.isRefused { $0.detail.hasPrefix("Transfer-Encoding is not allowed") } }),
    NIODisagreement(
      reason: """
        chunked must be the only transfer coding, named once. The decoder takes others in front of it, and empty members, \
        and an empty field as if it were absent.
        """,
      examples: [
        "POST /\(rest)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /\(rest)Transfer-Encoding: ,chunked\r\n\r\n0\r\n\r\n",
        "POST /\(rest)Transfer-Encoding:\r\nContent-Length: 1\r\n\r\nx",
      ],
      explains: {
        $0.isRefused {
          $0 == FramingFields.malformedCoding || $0.status == .notImplemented && $0.detail.contains("coding")
            || $0.detail.hasPrefix("Transfer-Encoding and Content-Length")
        }
      }),
    NIODisagreement(
      reason: "Lengths are signed: one of 2^63 or more, which no body can have, is 400. The decoder counts up to 2^64.",
      examples: ["POST /\(rest)Content-Length: 9223372036854775808\r\n\r\nx"],
      explains: {
        $0.isRefused { $0.detail.hasPrefix("Content-Length must be sent once") } && $0.has("9223372036854775808")
      }),
    NIODisagreement(
      reason: "An expectation other than 100-continue is 417 (RFC 9110 section 10.1.1): the server's matter again.",
      examples: ["GET /\(rest)Expect: x\r\n\r\n"],
      explains: { $0.isRefused { $0.status == .expectationFailed } }),
    NIODisagreement(
      reason: "A chunk extension has a name, and behind \"=\" a value (RFC 9112 section 7.1.1).",
      examples: [
        "\(chunked)1;a=\r\nx\r\n0\r\n\r\n", "\(chunked)1;=a\r\nx\r\n0\r\n\r\n", "\(chunked)1;a=;b\r\nx\r\n0\r\n\r\n",
      ],
      explains: { difference in
        difference.isRefused { $0 == ChunkedDecoder.malformed }
          && ["=\r\n", ";=", "=;"].contains(where: difference.has)
      }),
    NIODisagreement(
      reason: "A major version other than 1 is refused when its line has ended, by the decoder when the head has.",
      examples: ["GET / HTTP/0.9\r\n"],
      explains: { $0.isRefused { $0.status == .httpVersionNotSupported } }),
  ]

  private static let onlyTheyRefuse = [
    NIODisagreement(
      reason:
        "Bytes behind the last request of a connection are ignored (RFC 9112 section 9.6). The decoder refuses them.",
      examples: ["GET /\(rest)Connection: close\r\n\r\nGET /\(rest)\r\n"],
      explains: { $0.isTaken(.closedConnection) }),
    NIODisagreement(
      reason: "A later minor version is served as 1.1 (RFC 9112 section 2.3). The decoder knows 1.0 and 1.1 only.",
      examples: ["GET / HTTP/1.2\r\nHost: a\r\n\r\n"],
      explains: { $0.isTaken(.invalidVersion) && $0.has("HTTP/1.") }),
    NIODisagreement(
      reason: "Blanks may stand around the parts of a chunk extension (RFC 9112 section 7.1.1). The decoder has none.",
      examples: ["\(chunked)1; a\r\nx\r\n0\r\n\r\n", "\(chunked)1 ;a\r\nx\r\n0\r\n\r\n"],
      explains: {
        $0.isTaken(.strictModeAssertion, .invalidChunkSize)
          && [" ;", "; ", " =", "= ", "\t;", ";\t", "\t=", "=\t"].contains(where: $0.has)
      }),
    NIODisagreement(
      reason: """
        Trailer fields frame nothing and are dropped (RFC 9110 section 6.5.1). The decoder reads Content-Length and \
        Transfer-Encoding among them as if they were in the header section.
        """,
      examples: [
        "\(chunked)0\r\nContent-Length: 5\r\n\r\n", "\(chunked)0\r\nTransfer-Encoding: chunked\r\n\r\n",
      ],
      explains: {
        $0.isTaken(.invalidContentLength, .unexpectedContentLength, .unknown)
          && ($0.has("hunked") || $0.has("HUNKED")) && ($0.has("\nContent-Length") || $0.has("\nTransfer-Encoding"))
      }),
    NIODisagreement(
      reason: """
        A line is judged once it has ended, but for a first byte that cannot begin a request. The decoder judges each \
        byte, so that where the bytes end within a wrong line it has refused already.
        """,
      examples: ["Q/", "GET / HTTP/1.1\r\nX("],
      explains: { difference in
        guard case .taken = difference.kind else { return false }
        let completed = Conversation().run([difference.bytes + Array("\r\n\r\n".utf8)])
        return completed.statuses.last.map { $0 >= 400 } == true
      }),
  ]

  private static let otherwise = [
    NIODisagreement(
      reason: "Blanks behind a value are no part of it (RFC 9110 section 5.5). The decoder leaves them there.",
      examples: ["GET /\(rest)X: y \r\n\r\n", "\(chunked.replacing("chunked", with: "chunked\t"))0\r\n\r\n"],
      explains: {
        switch $0.kind {
        case .content(let ours, var theirs):
          theirs.fields = theirs.fields.map(\.withoutBlanksAtItsEnd)
          return ours == theirs
        case .taken(.unknown), .taken(.invalidContentLength): return $0.has("\t\r\n")
        default: return false
        }
      }),
    NIODisagreement(
      reason: "Upgrade is ignored (RFC 9110 section 7.8). The decoder stops behind such a request until told to go on.",
      examples: ["GET /\(rest)Connection: upgrade\r\nUpgrade: x\r\n\r\nGET /\(rest)\r\n"],
      explains: {
        guard $0.has("pgrade") else { return false }
        return switch $0.kind {
        case .refused: true
        case .count(let ours, let theirs): ours > theirs
        default: false
        }
      }),
  ]
}

extension Difference {
  fileprivate func isRefused(_ matches: (MalformedRequest) -> Bool) -> Bool {
    if case .refused(let refusal) = kind { matches(refusal) } else { false }
  }

  fileprivate func isTaken(_ errors: HTTPParserError...) -> Bool {
    if case .taken(let error) = kind { errors.contains(error) } else { false }
  }

  /// Whether there is a CR without LF. The decoder takes one in front of a request line only.
  fileprivate var hasStrayCarriageReturn: Bool {
    bytes.indices.contains { index in
      bytes[index] == ByteClass.carriageReturn && bytes[(index + 1)...].first != ByteClass.lineFeed
    }
  }

  fileprivate func has(_ text: String) -> Bool {
    !bytes.ranges(of: text.utf8).isEmpty
  }
}

extension String {
  fileprivate var withoutBlanksAtItsEnd: String {
    var bytes = utf8[...]
    while let last = bytes.last, ByteClass.isBlank(last) { bytes.removeLast() }
    return String(Substring(bytes))
  }
}
