import Glibc
import Testing

@testable import HTTPClient

/// A lost signal would make a request wait for a minute: hence the time limit.
@Suite(.timeLimit(.minutes(1))) struct PollerTests {
  private static let forever = Int32.max

  @Test func signal_ends_the_wait_and_each_one_a_wait_of_its_own() throws {
    let wakeup = try Wakeup()
    let poller = try Poller(wakeup: wakeup)
    for _ in 0..<3 {
      // Before the wait, as between the loop's last look at its inbox and its wait.
      wakeup.signal()
      #expect(ready(poller, within: Self.forever).isEmpty)
    }
    #expect(ready(poller, within: 0).isEmpty)
  }

  @Test func socket_is_told_of_while_it_is_watched_for_what_it_is_ready_for() throws {
    let poller = try Poller(wakeup: Wakeup())
    let (one, other) = try socketPair()
    defer { [one, other].forEach { close($0) } }
    #expect(poller.watch(one, for: .input) && ready(poller, within: 0).isEmpty)
    #expect(poller.watch(one, for: [.input, .output]))
    #expect(ready(poller, within: Self.forever) == [one: .output])
    #expect(poller.watch(one, for: .input) && write(other, "x", 1) == 1)
    #expect(ready(poller, within: Self.forever) == [one: .input])
    poller.forget(one)
    #expect(ready(poller, within: 0).isEmpty)
  }

  @Test func number_of_a_socket_that_was_closed_unforgotten_is_watched_anew() throws {
    let poller = try Poller(wakeup: Wakeup())
    let (one, other) = try socketPair()
    let (third, fourth) = try socketPair()
    defer { [one, other, third, fourth].forEach { close($0) } }
    #expect(poller.watch(one, for: .input))
    // Closes `one` and gives its number to the other pair's socket in one step, so that no other test can get it.
    #expect(dup2(third, one) == one)
    #expect(poller.watch(one, for: .input) && write(fourth, "x", 1) == 1)
    #expect(ready(poller, within: Self.forever) == [one: .input])
  }

  @Test func socket_that_cannot_be_watched_is_refused() throws {
    let poller = try Poller(wakeup: Wakeup())
    #expect(!poller.watch(-1, for: .input))
    poller.forget(-1)
  }

  private func ready(_ poller: Poller, within milliseconds: Int32) -> [Int32: Poller.Events] {
    var found: [Int32: Poller.Events] = [:]
    poller.wait(milliseconds: milliseconds) { found[$0] = $1 }
    return found
  }

  private func socketPair() throws -> (Int32, Int32) {
    var pair: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0 else { throw POSIXFailure(code: errno) }
    return (pair[0], pair[1])
  }
}
