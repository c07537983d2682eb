import CLibcurl

/// The transfers that wait on a kept connection whose peer has not acknowledged what was sent for too long.
///
/// libcurl would send each again on the next kept connection to the same peer, which is just as dead, and again, each time
/// for as long. A caller that knows of another instance does better with the failure.
final class SilencedTransfers {
  private var transfers: [Transfer] = []
  private let clock = ContinuousClock()

  /// Takes the transfer of the handle `easy`, whose socket has failed, where silence is the reason.
  func take(_ easy: UnsafeMutableRawPointer) -> Bool {
    guard let context = clibcurl_get_private(easy) else { return false }
    // Unretained: ``TransferLoop`` holds every transfer that libcurl knows.
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    guard transfer.isSilenced(at: clock.now) else { return false }
    transfers.append(transfer)
    return true
  }

  func next() -> Transfer? {
    transfers.popLast()
  }
}
