@testable import HTTPServer

/// Makes the bytes of connections: requests by the grammar, with odd parts here and there, and mutations of them.
///
/// Most parts are valid, so that most differences have one cause.
struct RequestGenerator {
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed)
  }

  mutating func connection() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) { bytes += request() }
    if isRare(3) { for _ in 0..<Int.random(in: 1...2, using: &random) { mutate(&bytes) } }
    return bytes
  }

  private mutating func request() -> [UInt8] {
    var fields = isRare(12) ? "" : "Host: \(pick(["a", "a.b:80", "[::1]"], odd: ["", "a b", "u@a", "a, b", "a:x"]))\r\n"
    for _ in 0..<Int.random(in: 0...3, using: &random) { fields += field() }
    let version = pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0"], odd: Self.oddVersions)
    let (framing, body) = self.body()
    if Bool.random(using: &random) { fields = framing + fields } else { fields += framing }
    let start = pick([""], odd: ["\r\n", "\r\n\r\n\r\n", "\n", " "])
    let target = pick(Self.targets, odd: Self.oddTargets)
    let space = pick([" "], odd: ["  ", "\t"])
    let method = pick(Self.methods, odd: Self.oddMethods)
    return Array("\(start)\(method)\(space)\(target) \(version)\(lineEnd())\(fields)\(lineEnd())".utf8) + body
  }

  private mutating func field() -> String {
    let name = pick(["Accept", "X", "x-y", "Cookie", "!#$%&'*+-.^_`|~"], odd: ["", "X ", "X Y", "é", "X(", "\u{1}"])
    let value = pick(Self.values, odd: Self.oddValues)
    let whole = pick(
      ["\(name):\(pick(["", " ", "\t ", "  "], odd: ["\r\n "]))\(value)\(pick([""], odd: [" ", "\r", "\t"]))"],
      odd: Self.oddFields)
    return whole + lineEnd()
  }

  private mutating func body() -> (fields: String, bytes: [UInt8]) {
    switch Int.random(in: 0..<6, using: &random) {
    case 0...2: return ("", [])
    case 3:
      let body = (0..<Int.random(in: 0...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let length = pick(["\(body.count)", "0\(body.count)"], odd: Self.oddLengths)
      return ("\(pick(["Content-Length", "content-length"])): \(length)\r\n", body)
    default:
      let coding = pick(["chunked", "Chunked", "CHUNKED"], odd: Self.oddCodings)
      return ("Transfer-Encoding: \(coding)\r\n", chunks())
    }
  }

  private mutating func chunks() -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let data = (0..<Int.random(in: 1...20, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      let hex = String(data.count, radix: 16)
      bytes += Array("\(pick([hex, hex, "0\(hex)"], odd: ["0x\(hex)", "+\(hex)", "", "g"]))\(chunkEnd())".utf8)
      bytes += data + Array(lineEnd().utf8)
    }
    bytes += Array("\(pick(["0", "00"], odd: ["-0"]))\(chunkEnd())".utf8)
    while isRare(4) { bytes += Array(field().utf8) }
    return bytes + Array(lineEnd().utf8)
  }

  private mutating func chunkEnd() -> String {
    pick(["", "", ";a", ";a=b", ";a=\"b;c\""], odd: ["; a", ";", " ", ";a=", " ;a", ";a=\"", ";é", ";a=\"\\\""])
      + lineEnd()
  }

  private mutating func lineEnd() -> String {
    pick(["\r\n"], odd: isRare(3) ? ["\n", "\r", "\n\r", "\r\r\n"] : ["\r\n"])
  }

  private mutating func pick(_ usual: [String], odd: [String] = []) -> String {
    (isRare(25) && !odd.isEmpty ? odd : usual).randomElement(using: &random) ?? ""
  }

  private mutating func isRare(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.insert(contentsOf: (Self.pieces.randomElement(using: &random) ?? "").utf8, at: place)
    case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0...4, using: &random)))
    case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
    default: bytes.insert(contentsOf: bytes[..<place].suffix(8), at: place)
    }
  }

  private static let methods = ["GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"]
  private static let oddMethods = ["get", "BREW", "PROPFIND", "CONNECT", "G", "", "G@T", "GETT", "PRI", "QUERY"]
  private static let targets = [
    "/", "/a", "/a/b?c=d", "/%41?", "/?x=%20&y", "//a", "/a;b=c@:!$&'()*+,~", "http://h/p?q", "http://h",
    "http://h:80?q",
  ]
  private static let oddTargets = [
    "*", "/#f", "/\u{E9}", "/%zz", "/%", "/a\\b", "/|", "/{}", "/\"", "/<>", "/^`", "h:80", "a", "?q", "ftp://h/",
    "http://", "http://u@h/", "http:///p", "/\u{7F}", "/\u{1}", "", "http://h:x/", "/[]",
  ]
  private static let oddVersions = [
    "HTTP/1.2", "HTTP/0.9", "HTTP/2.0", "HTTP/1", "http/1.1", "HTTP/1.1 ", "", "RTSP/1.0",
  ]
  private static let values = ["x", "", "a b", "a,b", "text/html;q=0.5", "\"q\"", "é", "a\tb"]
  private static let oddValues = ["\u{1}", "\u{7F}", "\u{0}", "a\rb", "a\nb", "x\r\n y"]
  private static let oddFields = [
    "Host: b", "Connection: close", "Connection: keep-alive", "Connection: upgrade\r\nUpgrade: x", "Expect: x",
    "Expect: 100-continue", "Content-Length: 5", "Content-Length: 0", "Transfer-Encoding: chunked", "Content_Length: 5",
    "Transfer-Encoding: identity", "Connection: x, Close", "Upgrade: h2c", "noColon", "Proxy-Connection: close",
  ]
  private static let oddLengths = [
    "x", "-1", "+5", "5, 5", "", "0x5", "18446744073709551616", "9223372036854775808", "5 5",
  ]
  private static let oddCodings = [
    "identity", "gzip, chunked", "chunked, gzip", "chunked, chunked", "", "xchunked", "chunked;x=1", "chunked,",
    ",chunked",
    "gzip", "\"chunked\"", "\u{B}chunked", "chunked ", "chunked\t",
  ]
  private static let pieces = [
    "\r\n", "\n", "\r", " ", "\t", ":", ",", ";", "\"", "\0", "%", "0", "f", "HTTP/1.1", "\r\n\r\n", "0\r\n\r\n", "é",
    "GET",
  ]
}
