import Dispatch
import Synchronization

/// Sends HTTP/1.1 requests over kept connections, by libcurl.
///
/// One thread of its own drives all transfers; callers hand requests to it and await. Redirects are answers like any
/// other unless the configuration has them followed, certificates are always verified, and nothing is sent again except as RFC 9110 section 9.2.2 allows: an
/// idempotent request whose kept connection turned out to be closed goes out once more on a new one.
///
/// A client that is let go of without ``shutdown()`` ends its thread by itself.
package final class Client: Sendable {
  let configuration: ClientConfiguration
  private let inbox: Inbox
  private let thread: LoopThread?
  private let joining = Mutex<Task<Void, Never>?>(nil)

  package init(configuration: ClientConfiguration = ClientConfiguration()) {
    self.configuration = configuration
    do {
      (inbox, thread) = try Self.startLoop(configuration)
    } catch {
      inbox = Inbox(closedBecause: ClientError(.internal, "The HTTP client could not start.", cause: error))
      thread = nil
    }
  }

  private static func startLoop(_ configuration: ClientConfiguration) throws -> (Inbox, LoopThread) {
    let wakeup = try Wakeup()
    let multi = try MultiHandle(configuration: configuration)
    let inbox = Inbox(wakeup: wakeup)
    do {
      let thread = try LoopThread {
        TransferLoop.run(multi: multi, wakeup: wakeup, inbox: inbox, configuration: configuration)
      }
      return (inbox, thread)
    } catch {
      multi.free()
      throw error
    }
  }

  deinit {
    inbox.close()
  }

  /// The complete answer, whatever its status. Throws ``ClientError``, with the code `cancelled` where the calling task
  /// was cancelled: its connection is closed at once.
  package func execute(_ request: ClientRequest) async throws -> ClientResponse {
    if let policy = configuration.redirects { return try await execute(request, following: policy) }
    return try await perform(OutgoingRequest(request, configuration: configuration))
  }

  /// The answer to this one request, a redirect included.
  func perform(_ outgoing: OutgoingRequest) async throws -> ClientResponse {
    let ticket = Ticket()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        inbox.send(.start(Job(request: outgoing, ticket: ticket, continuation: continuation)))
      }
    } onCancel: {
      ticket.isCancelled.store(true, ordering: .releasing)
      inbox.send(.cancel(ticket))
    }
  }

  /// Fails the requests in flight and all later ones with the code `shutdown`, closes every connection and returns once
  /// the client's thread has ended. May be called more than once.
  package func shutdown() async {
    inbox.close()
    guard let thread else { return }
    let joined = joining.withLock { task in
      if let task { return task }
      // Waiting for a thread blocks, so it is done where blocking takes no thread away from Swift's tasks.
      let new = Task {
        await withCheckedContinuation { continuation in
          DispatchQueue.global().async {
            thread.join()
            continuation.resume()
          }
        }
      }
      task = new
      return new
    }
    await joined.value
  }
}
