@preconcurrency import Dispatch
import Glibc
import ServiceLifecycle

/// Ends when the standard input does, which stops the group: so a child notices that the process that started it, and
/// that holds the other end of the pipe, is gone, even one that was killed.
struct StandardInputWatch: Service {
  var descriptor: CInt = STDIN_FILENO

  func run() async throws {
    await cancelWhenGracefulShutdown {
      for await _ in Self.end(of: descriptor) {}
    }
  }

  /// A stream without elements that finishes at the end of the input. What comes before is read and thrown away.
  private static func end(of descriptor: CInt) -> AsyncStream<Never> {
    AsyncStream { continuation in
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .global())
      source.setEventHandler {
        if reachedEnd(of: descriptor) { continuation.finish() }
      }
      continuation.onTermination = { _ in source.cancel() }
      source.resume()
    }
  }

  /// Called only when a read would not block. An input that cannot be read has no one at its other end either.
  private static func reachedEnd(of descriptor: CInt) -> Bool {
    var thrownAway = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &thrownAway, thrownAway.count)
    return count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)
  }
}
