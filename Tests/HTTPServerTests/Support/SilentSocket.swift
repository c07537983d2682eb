import Glibc
import NIOPosix

/// A connected socket of the system that nobody reads: a client that sends and then does nothing, or vanishes.
struct SilentSocket {
  struct Failed: Error {
    var number = errno
  }

  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failed() }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failed() }
  }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else { throw Failed() }
  }

  /// Ends this half of the connection.
  func end() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Reads until the peer ends its half, and counts the bytes. Throws where it ends with a reset.
  /// Blocks, so it runs on a thread that tasks do not need.
  func countToEnd() async throws -> Int {
    try await NIOThreadPool.singleton.runIfActive { try blockingCountToEnd() }
  }

  private func blockingCountToEnd() throws -> Int {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    while true {
      let got = read(descriptor, &buffer, buffer.count)
      guard got >= 0 else { throw Failed() }
      guard got > 0 else { return count }
      count += got
    }
  }

  func close() {
    _ = Glibc.close(descriptor)
  }

  /// Closes with a reset instead of an orderly end.
  func reset() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    close()
  }
}
