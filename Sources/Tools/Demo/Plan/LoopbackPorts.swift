import Glibc

/// TCP ports on this machine's loopback addresses.
enum LoopbackPorts {
  /// True where a server could listen at `host:port` now.
  static func isFree(_ host: String, _ port: Int) -> Bool {
    guard let socket = listen(host, port) else { return false }
    close(socket)
    return true
  }

  /// A port of `host` that is free now, drawn from those that the system gives to no connection by itself
  /// (`ip_local_port_range` begins at 32768): the port of a server that has yet to start must still be free then.
  static func anyFree(_ host: String) -> Int? {
    for _ in 0..<100 {
      let port = Int.random(in: 10_240...32_767)
      if isFree(host, port) { return port }
    }
    return nil
  }

  /// A socket that listens at `host:port` and that no process started later inherits; nil where it cannot be had.
  static func listen(_ host: String, _ port: Int) -> CInt? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
    let socket = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return nil }
    // As servers do: a port whose last connections have just ended counts as free, one that is listened at does not.
    var one: CInt = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<CInt>.size))
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 }
    }
    guard isBound, Glibc.listen(socket, 1) == 0 else {
      close(socket)
      return nil
    }
    return socket
  }
}

/// One port that is free on all addresses of the backends and claimed for this demo.
///
/// The claim is a socket of the demo's own at another address of the same port: a second demo, started at the same
/// moment, cannot have it and goes on to the next port. The system gives it back whatever way the demo ends.
struct PortClaim: ~Copyable {
  static let address = "127.0.1.254"

  let port: Int
  private let socket: CInt

  /// The first port of `candidates` that is free on `addresses`; nil where none is.
  init?(_ candidates: ClosedRange<Int> = 4567...4666, free addresses: [String]) {
    for port in candidates {
      guard let socket = LoopbackPorts.listen(Self.address, port) else { continue }
      if addresses.allSatisfy({ LoopbackPorts.isFree($0, port) }) {
        self.port = port
        self.socket = socket
        return
      }
      close(socket)
    }
    return nil
  }

  deinit {
    close(socket)
  }
}
