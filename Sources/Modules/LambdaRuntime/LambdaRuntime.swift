package import FoundationEssentials
import HTTPClient
package import Logging
import ServiceLifecycle
package import Timing

/// Runs a handler as an AWS Lambda function, by the Runtime API: asks for an invocation, has it handled, reports what came
/// of it, and asks for the next.
///
/// One invocation is handled at a time. A graceful shutdown (`SIGTERM`) ends the wait for the next one, never one that is
/// being handled. Nothing of an event or an answer is logged.
package struct LambdaRuntime: Service {
  /// Answers an invocation until the deadline, which is a little before Lambda's own; then it is cancelled.
  package typealias Handler = @Sendable (Invocation, Deadline) async throws -> [UInt8]

  private let client: RuntimeAPIClient
  private let reporter: Reporter
  private let logger: Logger
  private let time: TimeSource
  private let now: @Sendable () -> Date
  private let willWait: @Sendable () -> Void
  private let handler: Handler

  /// - Parameters:
  ///   - now: What Lambda's deadlines are compared with.
  ///   - willWait: Is called before each wait for an invocation, when Lambda may freeze the process: what must not wait
  ///     for the next one, such as a log that is not written yet, is done there.
  package init(
    _ address: RuntimeAPIAddress, transport: any RuntimeTransport, logger: Logger, time: TimeSource = .real,
    now: @escaping @Sendable () -> Date = { Date() }, willWait: @escaping @Sendable () -> Void = {},
    handler: @escaping Handler
  ) {
    client = RuntimeAPIClient(address: address, transport: transport)
    reporter = Reporter(client: client, time: time, logger: logger)
    self.logger = logger
    self.time = time
    self.now = now
    self.willWait = willWait
    self.handler = handler
  }

  /// Returns after a graceful shutdown, or where the calling task is cancelled. Throws ``LambdaRuntimeError`` where the
  /// process must end.
  package func run() async throws {
    var patience = Patience()
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      guard let step = await nextStep() else { return }
      switch step {
      case .handle(let invocation, let id, let remaining):
        patience = Patience()
        try await handle(invocation, id, InvocationTimes(remaining: remaining, now: time.now()))
      case .refuse(let id, let fault):
        patience = Patience()
        try await reporter.report(fault, of: id, until: time.now().advanced(by: .seconds(5)))
      case .askAgain(let reason):
        logger.warning("no invocation", metadata: ["reason": .string(reason)])
        guard let wait = patience.wait() else { throw LambdaRuntimeError(.noInvocations, reason) }
        try? await cancelWhenGracefulShutdown { try await time.sleep(for: wait) }
      case .end(let error): throw error
      }
    }
  }

  /// Nil where the loop is to end.
  private func nextStep() async -> NextStep? {
    willWait()
    do {
      let reply = try await cancelWhenGracefulShutdown { try await client.next() }
      let milliseconds = Int64(now().timeIntervalSince1970 * 1000)
      return NextStep(reply, now: milliseconds)
    } catch {
      if Task.isShuttingDownGracefully || Task.isCancelled { return nil }
      return .askAgain("The Runtime API did not answer: \(error)")
    }
  }

  private func handle(_ invocation: Invocation, _ id: RequestID, _ times: InvocationTimes) async throws {
    let began = time.now()
    let handler = handler
    let end = await HandlerRun(times: times, time: time) { try await handler(invocation, $0) }
    switch end {
    case .answered(let answer): try await reporter.respond(to: id, with: answer, until: times.cut)
    case .failed(let error): try await reporter.report(InvocationFault(error), of: id, until: times.cut)
    case .overran(let isRunning):
      try await reporter.report(.timedOut, of: id, until: times.cut)
      if isRunning { throw LambdaRuntimeError(.handlerOverran, "Invocation \(id) went on after it was cancelled.") }
    }
    logger.info(
      "invocation ended",
      metadata: [
        "request_id": "\(id)", "trace_id": "\(invocation.traceID ?? "none")",
        "event_bytes": "\(invocation.event.count)",
        "duration_ms": "\((time.now() - began).wholeMilliseconds)",
      ])
  }
}

extension LambdaRuntime {
  /// Tells Lambda that the function cannot start; the process must end with a fault after that. False where Lambda did not
  /// take the report.
  package static func reportInit(
    _ fault: InvocationFault, to address: RuntimeAPIAddress, transport: any RuntimeTransport
  ) async -> Bool {
    let client = RuntimeAPIClient(address: address, transport: transport)
    return (try? await client.reportInit(fault, within: .seconds(5))) == .accepted
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
  }
}
