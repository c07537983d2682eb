import Glibc
import Testing

@testable import HTTPClient

struct InboxTests {
  @Test func loop_may_wait_only_where_nothing_is_left_to_take() throws {
    let inbox = Inbox(wakeup: try Wakeup())
    #expect(inbox.beginWaiting())
    inbox.send(.cancel(Ticket()))
    #expect(!inbox.beginWaiting())
    #expect(inbox.take().commands.count == 1 && inbox.take().commands.isEmpty)
    #expect(inbox.beginWaiting())
    inbox.close()
    #expect(!inbox.beginWaiting() && inbox.take().closedBecause?.code == .shutdown)
  }

  @Test(.timeLimit(.minutes(1))) func command_ends_a_wait_that_began_before_it() throws {
    let wakeup = try Wakeup()
    let (inbox, poller) = (Inbox(wakeup: wakeup), try Poller(wakeup: wakeup))
    for _ in 0..<3 {
      #expect(inbox.beginWaiting())
      inbox.send(.cancel(Ticket()))
      poller.wait(milliseconds: .max) { _, _ in }
      #expect(inbox.take().commands.count == 1)
    }
  }

  @Test func command_between_two_waits_signals_nothing() throws {
    let wakeup = try Wakeup()
    let inbox = Inbox(wakeup: wakeup)
    inbox.send(.cancel(Ticket()))
    #expect(wakeup.count == 0)
    _ = (inbox.take(), inbox.beginWaiting())
    inbox.send(.cancel(Ticket()))
    inbox.send(.cancel(Ticket()))
    #expect(wakeup.count == 1)
  }

  @Test func closed_inbox_keeps_its_first_reason() throws {
    let inbox = Inbox(wakeup: try Wakeup())
    inbox.close(because: ClientError(.internal, "first"))
    inbox.close()
    #expect(inbox.take().closedBecause?.message == "first")
  }
}

extension Wakeup {
  /// Signals since the last call.
  fileprivate var count: UInt64 {
    var value: UInt64 = 0
    return read(descriptor, &value, 8) == 8 ? value : 0
  }
}
