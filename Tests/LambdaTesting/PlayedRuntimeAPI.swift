package import HTTPServer
import HTTPTypes
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Lambda's Runtime API on a free port of loopback, as strict as Lambda's: what is told of an invocation that is not in
/// progress is refused, as is an answer over 6 MB.
package final class PlayedRuntimeAPI: Sendable {
  private static let payloadLimit = 6_291_556

  private struct State {
    var current: String?
    var statuses: [Int] = []
    var questions = 0
  }

  private let state = Mutex(State())
  private let invocations = WaitingList<PlayedInvocation>()
  private let reports = WaitingList<PlayedReport>()

  package init() {}

  // MARK: What a test says and sees

  /// Hands it out once the function asks.
  package func invoke(_ invocation: PlayedInvocation) {
    invocations.put(invocation)
  }

  /// What was told next, accepted or not.
  package func report() async throws -> PlayedReport {
    guard let report = await reports.take() else { throw CancellationError() }
    return report
  }

  /// What was told next, if anything was that nobody has taken yet.
  package func reportSoFar() -> PlayedReport? {
    reports.takeNow()
  }

  /// The next reports are answered with these statuses instead of what they deserve.
  package func answerReports(with statuses: Int...) {
    state.withLock { $0.statuses += statuses }
  }

  /// How often the next invocation was asked for.
  package var questions: Int { state.withLock(\.questions) }

  // MARK: What it answers

  package func next() async throws -> Response {
    state.withLock { $0.questions += 1 }
    guard let invocation = await invocations.take() else { throw CancellationError() }
    if invocation.status == 200 { state.withLock { $0.current = invocation.requestID } }
    let (event, way) = (ByteBuffer(bytes: invocation.event), invocation.way)
    let body = Response.Body.stream(length: event.readableBytes) { writer in
      try await writer.write(way == .whole ? event : event.getSlice(at: 0, length: event.readableBytes / 2) ?? event)
      if way == .broken { throw CancellationError() }
    }
    return Response(
      status: .init(code: invocation.status), fields: invocation.httpFields,
      body: event.readableBytes == 0 ? .empty : body)
  }

  package func take(_ kind: PlayedReport.Kind, _ request: Request) async throws -> Response {
    let body = try await request.body.limited(to: 4 * Self.payloadLimit).collect()
    let errorType = request.fields.all.first { $0.name.lowercased() == "lambda-runtime-function-error-type" }?.value
    let report = PlayedReport(
      kind: kind, requestID: request.parameters["id"], errorType: errorType, body: Array(body.readableBytesView))
    let status = state.withLock { state in
      if !state.statuses.isEmpty { return state.statuses.removeFirst() }
      guard kind != .initError else { return 202 }
      guard state.current == report.requestID else { return 400 }
      if body.readableBytes > Self.payloadLimit { return 413 }
      state.current = nil
      return 202
    }
    reports.put(report)
    return Response(
      status: .init(code: status), fields: [.contentType: "application/json"],
      body: .bytes(ByteBuffer(string: status == 202 ? #"{"status":"OK"}"# : #"{"errorType":"Played"}"#)))
  }
}
