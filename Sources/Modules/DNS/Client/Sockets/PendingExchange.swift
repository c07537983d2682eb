import NIOCore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// An exchange on its way: ends once, by whatever comes first, and closes its socket then.
///
/// A reply, an error, the end of a connection and the cancelling of the task can meet from two threads, and the last even
/// before there is a socket.
final class PendingExchange: Sendable {
  private struct State {
    var channel: (any Channel)?
    var isOver = false
  }

  private let state = Mutex(State())
  private let promise: EventLoopPromise<DNSReply>
  private let judge: @Sendable ([UInt8]) -> DNSReply?

  init(on loop: any EventLoop, judge: @escaping @Sendable ([UInt8]) -> DNSReply?) {
    promise = loop.makePromise()
    self.judge = judge
  }

  /// The reply, once it came. Must be awaited, and ``end(_:)`` be called, in any order.
  var result: EventLoopFuture<DNSReply> { promise.futureResult }

  /// From here on the end closes `channel`.
  func use(_ channel: any Channel) {
    let isOver = state.withLock { state in
      state.channel = channel
      return state.isOver
    }
    if isOver { channel.close(promise: nil) }
  }

  func end(_ result: Result<DNSReply, DNSTransportFailure>) {
    let (isFirst, channel) = state.withLock { state in
      defer { state.isOver = true }
      return (!state.isOver, state.channel)
    }
    guard isFirst else { return }
    channel?.close(promise: nil)
    promise.completeWith(result.mapError { $0 })
  }

  /// Ends where `bytes` are a reply.
  func receive(_ bytes: [UInt8]) {
    if let reply = judge(bytes) { end(.success(reply)) }
  }
}

extension DNSTransportFailure {
  /// Of a socket that could not be opened, connected, written or read.
  init(_ error: any Error) {
    guard let error = error as? IOError else {
      self.init(.unreachable, "cannot be reached (\(error))", cause: error)
      return
    }
    let reason = String(cString: strerror(error.errnoCode))
    self.init(.unreachable, "cannot be reached (\(reason))", cause: error)
  }
}
