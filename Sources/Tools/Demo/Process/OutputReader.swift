import Glibc

/// Reads what a process writes to one pipe, line by line.
///
/// It blocks, on a thread that is its own, instead of waiting for events: libdispatch's event loop on Linux may still
/// hold an event of a source that was just cancelled, and processes that end are what pipes are cancelled for.
enum OutputReader {
  /// Returns when every process that could write to the pipe is gone; closes `descriptor`.
  static func readToEnd(of descriptor: CInt, deliver: (String) -> Void) {
    defer { close(descriptor) }
    var splitter = LineSplitter()
    var bytes = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      if count > 0 {
        for line in splitter.lines(bytes[..<count]) { deliver(line) }
      } else if count == 0 || errno != EINTR {
        break
      }
    }
    if let line = splitter.end() { deliver(line) }
  }
}
