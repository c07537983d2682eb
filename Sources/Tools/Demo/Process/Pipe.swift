import Glibc

/// The two ends of a pipe, both closed on exec.
struct Pipe {
  var readEnd: CInt
  var writeEnd: CInt

  /// Throws ``DemoError`` where no more files can be open.
  init() throws(DemoError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw DemoError("no pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }
}
