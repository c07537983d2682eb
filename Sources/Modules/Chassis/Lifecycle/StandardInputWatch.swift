import Dispatch
import Glibc
import ServiceLifecycle

/// Ends when the standard input does, which stops the group: so a child notices that the process that started it, and
/// that holds the other end of the pipe, is gone, even one that was killed.
package struct StandardInputWatch: Service {
  private let descriptor: CInt

  package init(descriptor: CInt = STDIN_FILENO) {
    self.descriptor = descriptor
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in Self.end(of: descriptor) {}
    }
  }

  /// A stream without elements that finishes at the end of the input. What comes before is read and thrown away.
  ///
  /// A thread of its own waits in `read(2)`, which also works where the input is a file or `/dev/null`. Where the
  /// process stops for another reason first, the thread ends with it.
  private static func end(of descriptor: CInt) -> AsyncStream<Never> {
    AsyncStream { continuation in
      DispatchQueue(label: "standard-input").async {
        awaitEnd(of: descriptor)
        continuation.finish()
      }
    }
  }

  private static func awaitEnd(of descriptor: CInt) {
    var thrownAway = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &thrownAway, thrownAway.count)
      if count > 0 || (count < 0 && errno == EINTR) { continue }
      guard count < 0, errno == EAGAIN else { return }
      var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&readable, 1, -1)
    }
  }
}
