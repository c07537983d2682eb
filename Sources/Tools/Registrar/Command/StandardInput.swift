import Glibc

enum StandardInput {
  /// All that comes, but no more than one byte over `limit`: enough to see that it is too long.
  static func read(limit: Int, from descriptor: CInt = STDIN_FILENO) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, min(buffer.count, limit + 1 - bytes.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    return bytes
  }
}
