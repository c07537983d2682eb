import Glibc
import Synchronization

/// One POSIX thread, which a loop that blocks needs for itself.
final class LoopThread: Sendable {
  private let id: Mutex<pthread_t?>

  /// Runs `body` on a new thread. Throws ``POSIXFailure`` where the system has none left.
  init(_ body: @escaping @Sendable () -> Void) throws {
    let work = Unmanaged.passRetained(Work(body))
    var new = pthread_t()
    let code = pthread_create(
      &new, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      throw POSIXFailure(code: code)
    }
    id = Mutex(new)
  }

  /// Nobody joined: the system frees the thread when it ends.
  deinit {
    if let id = takeID() { pthread_detach(id) }
  }

  /// Blocks until the thread has ended.
  func join() {
    if let id = takeID() { pthread_join(id, nil) }
  }

  private func takeID() -> pthread_t? {
    id.withLock { id in
      defer { id = nil }
      return id
    }
  }
}

struct POSIXFailure: Error {
  let code: Int32
}

private final class Work: Sendable {
  private let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) {
    self.body = body
  }

  func run() {
    // Signals go to the threads of the program that expect them. SIGPIPE above all: OpenSSL writes to sockets that the
    // peer has closed, and libcurl is told not to touch signal handlers.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    body()
  }
}
