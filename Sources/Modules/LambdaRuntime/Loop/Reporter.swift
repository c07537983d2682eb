import HTTPClient
import Logging
import Timing

/// Tells Lambda what came of an invocation, and again where the connection broke.
struct Reporter: Sendable {
  private static let attempts = 3
  /// For an answer of the full size over loopback, and to let a report of an invocation that came late be tried at all.
  private static let limits: (shortest: Duration, longest: Duration) = (.seconds(1), .seconds(10))

  let client: RuntimeAPIClient
  let time: TimeSource
  let logger: Logger

  /// Throws ``LambdaRuntimeError`` where the process must end.
  func respond(to id: RequestID, with answer: [UInt8], until cut: TimeSource.Instant) async throws {
    guard answer.count <= PayloadLimit.bytes else { return try await report(.responseTooLarge, of: id, until: cut) }
    let reply = await send(id, until: cut) { try await client.respond(to: id, with: answer, within: $0) }
    if reply == .tooLarge { return try await report(.responseTooLarge, of: id, until: cut) }
    try note(reply, id)
  }

  /// Throws ``LambdaRuntimeError`` where the process must end.
  func report(_ fault: InvocationFault, of id: RequestID, until cut: TimeSource.Instant) async throws {
    logger.error(
      "invocation failed",
      metadata: ["request_id": "\(id)", "error_type": "\(fault.code)", "error": .string(fault.message)])
    try note(await send(id, until: cut) { try await client.report(fault, of: id, within: $0) }, id)
  }

  /// Nil where no answer came.
  private func send(
    _ id: RequestID, until cut: TimeSource.Instant, _ post: (Duration) async throws -> ReportReply
  ) async -> ReportReply? {
    for attempt in 1...Self.attempts {
      let limit = min(max(cut - time.now(), Self.limits.shortest), Self.limits.longest)
      do {
        return try await post(limit)
      } catch {
        logger.warning(
          "the Runtime API did not take a report",
          metadata: ["request_id": "\(id)", "attempt": "\(attempt)", "error": "\(error)"])
      }
    }
    return nil
  }

  private func note(_ reply: ReportReply?, _ id: RequestID) throws {
    switch reply {
    case .accepted: return
    case .containerError: throw LambdaRuntimeError.containerError("told of invocation \(id)")
    case .tooLarge: refused(id, status: "413")
    case .refused(let status): refused(id, status: "\(status)")
    case nil: refused(id, status: "none")
    }
  }

  private func refused(_ id: RequestID, status: String) {
    logger.error("Lambda did not take a report", metadata: ["request_id": "\(id)", "status": .string(status)])
  }
}
