import Glibc
import Synchronization

/// Takes whole lines.
package protocol LogSink: Sendable {
  func write(_ line: String)
}

/// Writes lines to a file descriptor, each with one `write(2)` and never two at a time, so that lines of several
/// threads do not mix.
///
/// A log must not stop the service: a line that cannot be written, since whoever read the log has gone, is dropped.
package final class DescriptorSink: LogSink {
  package static let standardOutput = DescriptorSink(STDOUT_FILENO)
  package static let standardError = DescriptorSink(STDERR_FILENO)

  private let descriptor: Mutex<CInt>

  package init(_ descriptor: CInt) {
    self.descriptor = Mutex(descriptor)
  }

  package func write(_ line: String) {
    var line = line
    line.withUTF8 { bytes in
      let rest = UnsafeRawBufferPointer(bytes)
      descriptor.withLock { Self.write(rest, to: $0) }
    }
  }

  /// The system may take a part of a long line only; the rest follows before the lock is given up.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: CInt) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if written < 0, errno == EAGAIN {
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, 1000)
      } else if written == 0 || errno != EINTR {
        return
      }
    }
  }
}
