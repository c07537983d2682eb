import CLibcurl
import Synchronization

/// Drives all transfers on the one thread that `run` is called on: libcurl's handles are never touched by another.
///
/// Waiting callers are resumed from here, which only schedules them: no code of theirs runs on this thread.
final class TransferLoop {
  private let multi: MultiHandle
  private let driver: MultiDriver
  private let inbox: Inbox
  private let configuration: ClientConfiguration
  private let clock = ContinuousClock()
  private let silenced: SilencedTransfers

  private var transfers: [ObjectIdentifier: Transfer] = [:]
  private var idleHandles: [EasyHandle] = []
  /// No deadline of a transfer is before this, so nothing has to be looked through until then.
  private var nextDeadline: ContinuousClock.Instant?

  /// Kept for later requests, which saves making them anew; each takes some 5 kB.
  private static let mostIdleHandles = 64

  private init(multi: MultiHandle, wakeup: Wakeup, inbox: Inbox, configuration: ClientConfiguration) throws {
    self.multi = multi
    let silenced = SilencedTransfers()
    self.silenced = silenced
    self.driver = try MultiDriver(multi: multi, wakeup: wakeup) { silenced.take($0) }
    self.inbox = inbox
    self.configuration = configuration
  }

  /// Returns once the client was shut down, and everything that `inbox` held has ended.
  static func run(multi: MultiHandle, wakeup: Wakeup, inbox: Inbox, configuration: ClientConfiguration) {
    do {
      try TransferLoop(multi: multi, wakeup: wakeup, inbox: inbox, configuration: configuration).run()
    } catch {
      let error = ClientError(.internal, "The HTTP client could not start.", cause: error)
      inbox.close(because: error)
      for case .start(let job) in inbox.take().commands { job.fail(error) }
      multi.free()
    }
  }

  private func run() {
    while true {
      let (commands, closedBecause) = inbox.take()
      for command in commands {
        switch command {
        case .start(let job): start(job)
        case .cancel(let ticket): cancel(ticket)
        }
      }
      if let closedBecause { return stop(closedBecause) }
      do {
        try advance()
      } catch {
        inbox.close(because: ClientError(.internal, "The HTTP client failed and has stopped.", cause: error))
      }
    }
  }

  /// Moves every transfer on as far as it goes, then waits for a socket, a command or a deadline.
  private func advance() throws {
    try driver.runTimer()
    finishCompleted()
    expire()
    if inbox.beginWaiting() {
      try driver.wait(until: nextDeadline)
    } else {
      try driver.poll()
    }
    failSilenced()
    finishCompleted()
  }

  private func failSilenced() {
    while let transfer = silenced.next() {
      let error = transfer.silenced()
      remove(transfer)
      transfer.job.fail(error)
    }
  }

  private func start(_ job: Job) {
    guard !job.ticket.isCancelled.load(ordering: .acquiring) else { return job.fail(.cancelled) }
    do {
      let handle = try idleHandles.popLast() ?? EasyHandle()
      let transfer = try Transfer(job: job, handle: handle, configuration: configuration)
      let code = curl_multi_add_handle(multi.pointer, handle.pointer)
      guard code == CURLM_OK else { throw CurlFailure(code) }
      transfers[ObjectIdentifier(job.ticket)] = transfer
      nextDeadline = min(nextDeadline ?? job.request.deadline, job.request.deadline)
    } catch {
      job.fail(ClientError(.internal, "The request could not be set up.", cause: error))
    }
  }

  private func cancel(_ ticket: Ticket) {
    guard let transfer = transfers[ObjectIdentifier(ticket)] else { return }
    let error = transfer.complete(.cancelled)
    remove(transfer)
    transfer.job.fail(error)
  }

  private func finishCompleted() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi.pointer, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let context = clibcurl_get_private(message.pointee.easy_handle)
      else { continue }
      // Unretained: `transfers` holds every transfer that libcurl knows.
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      let outcome = transfer.outcome(of: message.pointee.data.result)
      remove(transfer, succeeded: message.pointee.data.result == CURLE_OK)
      transfer.job.continuation.resume(with: outcome)
    }
  }

  /// Ends what has run out of time, whatever it waits for.
  private func expire() {
    guard let nextDeadline, clock.now >= nextDeadline else { return }
    let now = clock.now
    for transfer in transfers.values where transfer.job.request.deadline <= now {
      let error = transfer.timedOut()
      remove(transfer)
      transfer.job.fail(error)
    }
    self.nextDeadline = transfers.values.map(\.job.request.deadline).min()
  }

  /// Takes `transfer` away from libcurl, which closes its connection unless the answer was complete.
  private func remove(_ transfer: Transfer, succeeded: Bool = false) {
    curl_multi_remove_handle(multi.pointer, transfer.handle.pointer)
    transfers[ObjectIdentifier(transfer.job.ticket)] = nil
    transfer.handle.release(transfer.job.request, succeeded: succeeded)
    if idleHandles.count < Self.mostIdleHandles { idleHandles.append(transfer.handle) }
  }

  private func stop(_ error: ClientError) {
    for transfer in Array(transfers.values) {
      let error = transfer.complete(error)
      remove(transfer)
      transfer.job.fail(error)
    }
    idleHandles = []
    driver.free()
  }
}

extension ClientError {
  static let cancelled = ClientError(.cancelled, "The request was cancelled.")
}
