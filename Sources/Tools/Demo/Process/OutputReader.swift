@preconcurrency import Dispatch
import Glibc

/// Reads what a process writes to one pipe, line by line, until it is told that the process has ended.
///
/// All that it does happens on `queue`, which must be serial: hence unchecked.
final class OutputReader: @unchecked Sendable {
  private let descriptor: CInt
  private let source: any DispatchSourceRead
  private let deliver: @Sendable (String) -> Void
  private var splitter = LineSplitter()

  /// Takes `descriptor` over and closes it at the end.
  init(_ descriptor: CInt, queue: DispatchQueue, deliver: @escaping @Sendable (String) -> Void) {
    self.descriptor = descriptor
    self.deliver = deliver
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.read() }
    source.setCancelHandler { close(descriptor) }
    source.resume()
  }

  /// Takes what is left in the pipe and closes it.
  func finish() {
    guard !source.isCancelled else { return }
    read()
    end()
  }

  private func read() {
    var bytes = [UInt8](repeating: 0, count: 16 * 1024)
    while !source.isCancelled {
      let count = Glibc.read(descriptor, &bytes, bytes.count)
      if count > 0 {
        for line in splitter.lines(bytes[..<count]) { deliver(line) }
      } else if count < 0, errno == EINTR {
        continue
      } else if count < 0, errno == EAGAIN {
        return
      } else {
        end()
      }
    }
  }

  private func end() {
    if let line = splitter.end() { deliver(line) }
    source.cancel()
  }
}
