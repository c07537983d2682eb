import Foundation

/// A client that asks again as soon as it has its answer, on one connection for as long as the server keeps it. It obeys
/// `Connection: close`, as RFC 9112 section 9.6 has it, and then connects anew.
struct KeepAliveClient {
  static let request = "GET /weather/Paris HTTP/1.1\r\nHost: a\r\n\r\n"

  private let port: Int
  private(set) var socket: BlockingSocket?
  private var received = ""
  private(set) var answered = 0
  /// Requests that got no whole answer, or none of 200.
  private(set) var failed = 0
  /// Answers that ended their connection.
  private(set) var closes = 0

  init(port: Int) throws {
    self.port = port
    try connect()
  }

  private mutating func connect() throws {
    let socket = try BlockingSocket(port: port)
    self.socket = socket
    received = ""
    try socket.send(Self.request)
  }

  /// Takes what has come. Once the server cannot be reached any more, ``socket`` is nil.
  mutating func advance(wait: Bool) {
    guard let socket else { return }
    switch socket.receive(wait: wait) {
    case .nothing: return
    case .end:
      failed += 1
      drop()
    case .bytes(let bytes):
      received += bytes
      guard let closes = takeAnswer() else { return }
      answered += 1
      if closes {
        self.closes += 1
        drop()
        try? connect()
      } else if (try? socket.send(Self.request)) == nil {
        failed += 1
        drop()
      }
    }
  }

  mutating func drop() {
    socket?.close()
    socket = nil
  }

  /// Whether the answer ends the connection; nil while it is not whole.
  private mutating func takeAnswer() -> Bool? {
    guard let end = received.range(of: "\r\n\r\n") else { return nil }
    let head = received[..<end.lowerBound].lowercased()
    guard let length = head.firstMatch(of: /content-length: (\d+)/).flatMap({ Int($0.1) }),
      received[end.upperBound...].utf8.count >= length
    else { return nil }
    if !head.hasPrefix("http/1.1 200") { failed += 1 }
    received = ""
    return head.contains("connection: close")
  }
}
