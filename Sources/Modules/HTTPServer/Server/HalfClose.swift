/// What it means that a client ends its half of the connection while its request is being handled.
package enum HalfClose: Sendable {
  /// It has left, as nearly every client that does so has: the handler is cancelled.
  case cancels
  /// It waits for the answer: only a reset, or a write that fails, says that it has left.
  case allowed
}
