import CLibcurl
import Glibc

/// Waits for sockets, for a ``Wakeup`` and for a time, by epoll. Lives on the loop's thread only.
final class Poller {
  /// What a socket is watched for, or is ready for.
  struct Events: OptionSet {
    let rawValue: UInt32
    static let input = Events(rawValue: EPOLLIN.rawValue)
    static let output = Events(rawValue: EPOLLOUT.rawValue)
    /// Never asked for; always told.
    static let failure = Events(rawValue: EPOLLERR.rawValue | EPOLLHUP.rawValue)
  }

  private let descriptor: Int32
  private let wakeup: Wakeup
  private var watched: Set<Int32> = []
  private var ready = [epoll_event](repeating: epoll_event(), count: 64)

  /// Throws ``POSIXFailure`` where the process has no file descriptor left.
  init(wakeup: Wakeup) throws(POSIXFailure) {
    self.wakeup = wakeup
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    guard descriptor >= 0 else { throw POSIXFailure(code: errno) }
    // Edge-triggered: each signal ends one wait, and need not be read.
    let events = Events(rawValue: EPOLLIN.rawValue | EPOLLET.rawValue)
    guard control(EPOLL_CTL_ADD, wakeup.descriptor, events) else {
      let code = errno
      close(descriptor)
      throw POSIXFailure(code: code)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Watches `socket` for `events`, in place of those before; false where the system cannot.
  func watch(_ socket: Int32, for events: Events) -> Bool {
    if watched.insert(socket).inserted { return control(EPOLL_CTL_ADD, socket, events) }
    if control(EPOLL_CTL_MOD, socket, events) { return true }
    // Closed before it was forgotten, and its number is another socket's now.
    return errno == ENOENT && control(EPOLL_CTL_ADD, socket, events)
  }

  /// The socket may be closed already.
  func forget(_ socket: Int32) {
    guard watched.remove(socket) != nil else { return }
    _ = control(EPOLL_CTL_DEL, socket, [])
  }

  /// Waits for at most `milliseconds`, and calls `body` for each socket that is ready. What `body` changes counts from
  /// the next wait on.
  func wait(milliseconds: Int32, _ body: (Int32, Events) -> Void) {
    let count = ready.withUnsafeMutableBufferPointer {
      epoll_wait(descriptor, $0.baseAddress, Int32($0.count), milliseconds)
    }
    // An interrupted wait is like one that found nothing.
    guard count > 0 else { return }
    for event in ready[..<Int(count)] where event.data.fd != wakeup.descriptor {
      body(event.data.fd, Events(rawValue: event.events))
    }
  }

  private func control(_ operation: Int32, _ socket: Int32, _ events: Events) -> Bool {
    var event = epoll_event(events: events.rawValue, data: epoll_data_t(fd: socket))
    return epoll_ctl(descriptor, operation, socket, &event) == 0
  }
}
