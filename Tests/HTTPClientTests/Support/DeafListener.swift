import Glibc

/// A listening socket whose queue is full and that accepts nobody: the kernel drops further attempts to connect, so they
/// hang as they do with a host that is gone.
final class DeafListener {
  private var sockets: [Int32] = []
  private let port: Int

  var url: String { "http://127.0.0.1:\(port)/" }

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    sockets = [listener]
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 0) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    guard isListening else { throw Failure(code: errno) }
    port = Int(UInt16(bigEndian: address.sin_port))
    for _ in 0..<8 {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      sockets.append(filler)
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { _ = connect(filler, $0, size) }
      }
    }
  }

  struct Failure: Error {
    let code: Int32
  }

  deinit {
    for socket in sockets { close(socket) }
  }
}
