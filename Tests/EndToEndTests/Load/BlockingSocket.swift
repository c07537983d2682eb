import Foundation

/// A connection to 127.0.0.1 as the system gives it, for many at once and for times that nothing blurs.
struct BlockingSocket: Sendable {
  struct Failed: Error {
    var step: String
    var number = errno
  }

  let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failed(step: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let failed = Failed(step: "connect")
      Glibc.close(descriptor)
      throw failed
    }
  }

  func send(_ text: String) throws {
    var text = text
    let count = text.withUTF8 { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard count == text.utf8.count else { throw Failed(step: "send") }
  }

  enum Arrived {
    case nothing
    case bytes(String)
    case end
  }

  /// What has come; without `wait`, also where that is nothing. A reset is an end.
  func receive(wait: Bool) -> Arrived {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = recv(descriptor, &buffer, buffer.count, wait ? 0 : Int32(MSG_DONTWAIT))
    if count > 0 { return .bytes(String(decoding: buffer[..<count], as: UTF8.self)) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
  }

  func close() {
    Glibc.close(descriptor)
  }

  /// Lets this process have as many sockets as the system allows.
  static func raiseLimit() {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}

/// Runs what blocks on a thread of its own: the threads of tasks are few.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try body() }) }
  }
}
