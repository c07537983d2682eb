import CLibcurl

/// Drives libcurl by what it asks for: the sockets it waits for, and the time of its next timer.
///
/// What happens on a socket costs the transfer that it belongs to, however many others there are; `curl_multi_perform`
/// would look at all of them each time. Lives on the loop's thread only.
final class MultiDriver {
  private let multi: MultiHandle
  private let poller: Poller
  private let clock = ContinuousClock()
  /// When libcurl wants to be called though no socket is ready.
  private var timer: ContinuousClock.Instant?
  /// The timer is to run at once.
  private var isDue = false
  /// The transfer that waits for a socket.
  private var owners: [curl_socket_t: UnsafeMutableRawPointer] = [:]
  /// Says of a transfer whose socket failed that libcurl should not hear of it; whoever says so ends the transfer.
  private let takesFailure: (UnsafeMutableRawPointer) -> Bool

  init(
    multi: MultiHandle, wakeup: Wakeup, takesFailure: @escaping (UnsafeMutableRawPointer) -> Bool
  ) throws {
    self.multi = multi
    self.takesFailure = takesFailure
    poller = try Poller(wakeup: wakeup)
    // Unretained: libcurl refers to it until `free`.
    let context = Unmanaged.passUnretained(self).toOpaque()
    for code in [
      clibcurl_multi_set_socket_callback(multi.pointer, socketChanged, context),
      clibcurl_multi_set_timer_callback(multi.pointer, timerChanged, context),
    ] where code != CURLM_OK { throw CurlFailure(code) }
  }

  /// Runs libcurl's timer where it is due. A transfer that was added starts with it.
  func runTimer() throws(CurlFailure) {
    guard isDue || timer.map({ $0 <= clock.now }) == true else { return }
    isDue = false
    timer = nil
    try act(CURL_SOCKET_TIMEOUT, 0)
  }

  /// Waits for sockets until libcurl's timer, at most until `deadline`, and moves on the transfers whose sockets are
  /// ready. Nil waits for a signal.
  func wait(until deadline: ContinuousClock.Instant?) throws(CurlFailure) {
    let end = [timer, deadline].compactMap { $0 }.min()
    // Rounded up, so that it is not called again just before the time.
    let milliseconds = isDue ? 0 : end.map { ($0 - clock.now).wholeMilliseconds(atMost: 60_000) } ?? 60_000
    try wait(milliseconds: Int32(milliseconds))
  }

  /// Moves on the transfers whose sockets are ready now.
  func poll() throws(CurlFailure) {
    try wait(milliseconds: 0)
  }

  /// Closes all kept connections. To be called once, with no transfer left.
  func free() {
    multi.free()
  }

  private func wait(milliseconds: Int32) throws(CurlFailure) {
    var failure: CurlFailure?
    poller.wait(milliseconds: milliseconds) { socket, events in
      var mask: Int32 = 0
      if events.contains(.input) { mask |= CURL_CSELECT_IN }
      if events.contains(.output) { mask |= CURL_CSELECT_OUT }
      if !events.isDisjoint(with: .failure) {
        if let owner = owners[socket], takesFailure(owner) { return }
        mask |= CURL_CSELECT_ERR
      }
      do throws(CurlFailure) {
        try act(socket, mask)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  private func act(_ socket: curl_socket_t, _ mask: Int32) throws(CurlFailure) {
    var running: Int32 = 0
    let code = curl_multi_socket_action(multi.pointer, socket, mask, &running)
    guard code == CURLM_OK else { throw CurlFailure(code) }
  }

  /// False ends all transfers.
  fileprivate func change(
    _ socket: curl_socket_t, of transfer: UnsafeMutableRawPointer?, to interest: Int32
  ) -> Bool {
    owners[socket] = interest == CURL_POLL_REMOVE ? nil : transfer
    switch interest {
    case CURL_POLL_IN: return poller.watch(socket, for: .input)
    case CURL_POLL_OUT: return poller.watch(socket, for: .output)
    case CURL_POLL_INOUT: return poller.watch(socket, for: [.input, .output])
    default:
      poller.forget(socket)
      return true
    }
  }

  fileprivate func setTimer(milliseconds: Int) {
    isDue = milliseconds == 0
    timer = milliseconds > 0 ? clock.now.advanced(by: .milliseconds(milliseconds)) : nil
  }
}

/// libcurl's callbacks return 0 where all went well. `nil` never comes for the context, but C cannot say so.
private let socketChanged: curl_socket_callback = { transfer, socket, interest, context, _ in
  guard let context else { return -1 }
  let driver = Unmanaged<MultiDriver>.fromOpaque(context).takeUnretainedValue()
  return driver.change(socket, of: transfer, to: interest) ? 0 : -1
}

private let timerChanged: curl_multi_timer_callback = { _, milliseconds, context in
  guard let context else { return -1 }
  Unmanaged<MultiDriver>.fromOpaque(context).takeUnretainedValue().setTimer(milliseconds: milliseconds)
  return 0
}
