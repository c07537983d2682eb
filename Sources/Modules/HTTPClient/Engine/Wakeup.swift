import CLibcurl
import Glibc

/// Ends the wait of a ``Poller``, from any thread.
final class Wakeup: Sendable {
  let descriptor: Int32

  /// Throws ``POSIXFailure`` where the process has no file descriptor left.
  init() throws(POSIXFailure) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard descriptor >= 0 else { throw POSIXFailure(code: errno) }
  }

  deinit {
    close(descriptor)
  }

  func signal() {
    // Fails only where the count would overflow, at 2^64.
    eventfd_write(descriptor, 1)
  }
}
