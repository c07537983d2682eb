import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import LambdaRuntime

@Suite(.timeLimit(.minutes(1))) struct LambdaRuntimeTests {
  private let time = ManualTime()
  private let log = RecordedLog()

  /// Until it ends, with the error that ended it.
  @discardableResult
  private func run(
    _ transport: ScriptedTransport, now: Date = Date(timeIntervalSince1970: 1_795_281_342),
    _ handler: @escaping LambdaRuntime.Handler = { invocation, _ in invocation.event }
  ) async throws -> LambdaRuntimeError {
    let address = try #require(RuntimeAPIAddress("api"))
    let runtime = LambdaRuntime(
      address, transport: transport, logger: log.logger, time: time.source, now: { now }, handler: handler)
    return try await time.flowing {
      try await #require(throws: LambdaRuntimeError.self) { try await runtime.run() }
    }
  }

  @Test func Each_invocation_is_answered_and_then_the_next_is_asked_for() async throws {
    let transport = ScriptedTransport(
      .invocation("a", "one"), .status(202), .invocation("b", "two"), .status(202))
    let error = try await run(transport)
    #expect(transport.asked == ["GET next", "POST a/response", "GET next", "POST b/response", "GET next"])
    #expect(transport.posted == ["one", "two"])
    #expect(error.code == .containerError)
  }

  @Test func The_wait_for_an_invocation_has_no_end_that_anyone_meets() async throws {
    let transport = ScriptedTransport()
    try await run(transport)
    #expect(try #require(transport.requests.first).timeout > .seconds(14 * 24 * 3600))
  }

  @Test func Before_each_wait_the_log_can_be_written_out() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(202))
    let askedBefore = Mutex<[Int]>([])
    let runtime = LambdaRuntime(
      try #require(RuntimeAPIAddress("api")), transport: transport, logger: log.logger,
      willWait: { askedBefore.withLock { $0.append(transport.asked.count) } }, handler: { _, _ in [] })
    await #expect(throws: LambdaRuntimeError.self) { try await runtime.run() }
    #expect(askedBefore.withLock { $0 } == [0, 2])
  }

  @Test func A_failure_is_told_with_its_type_and_the_next_is_asked_for() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(202))
    try await run(transport) { _, _ in throw InvocationFault(.init("Function.NoSuchHostedZone"), "There is no zone.") }
    #expect(transport.asked == ["GET next", "POST a/error", "GET next"])
    #expect(
      transport.posted == [
        #"{"errorMessage":"There is no zone.","errorType":"Function.NoSuchHostedZone","stackTrace":[]}"#
      ])
    #expect(transport.requests[1].fields[.lambdaErrorType] == "Function.NoSuchHostedZone")
    #expect(transport.requests[1].fields[.contentType] == "application/json")
  }

  @Test func The_handler_is_given_the_invocation_and_a_deadline_before_Lambdas() async throws {
    let given = Mutex<(Invocation, Duration)?>(nil)
    let start = time.start
    try await run(
      ScriptedTransport(
        .invocation(
          [
            "Lambda-Runtime-Aws-Request-Id": "a", "Lambda-Runtime-Deadline-Ms": "1795281352000",
            "Lambda-Runtime-Trace-Id": "Root=1",
          ], event: [1]), .status(202))
    ) { invocation, deadline in
      given.withLock { $0 = (invocation, deadline.instant - start) }
      return []
    }
    let (invocation, deadline) = try #require(given.withLock { $0 })
    #expect(invocation == Invocation(requestID: "a", traceID: "Root=1", event: [1]))
    #expect(deadline == .milliseconds(9100))
  }

  @Test func What_is_not_done_in_time_is_answered_with_an_error() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(202), .invocation("b", "next"), .status(202))
    try await run(transport) { [time] invocation, _ in
      if invocation.requestID == "a" { try await time.source.sleep(for: .seconds(100_000)) }
      return invocation.event
    }
    #expect(transport.asked == ["GET next", "POST a/error", "GET next", "POST b/response", "GET next"])
    #expect(transport.requests[1].fields[.lambdaErrorType] == "Function.TimedOut")
  }

  @Test func A_handler_that_cannot_be_stopped_ends_the_process_after_the_report() async throws {
    let (never, end) = AsyncStream.makeStream(of: Void.self)
    let transport = ScriptedTransport(.invocation("a"), .status(202), .invocation("b"), .status(202))
    let error = try await run(transport) { _, _ in
      await Task { for await _ in never {} }.value
      return []
    }
    end.finish()
    #expect(error.code == .handlerOverran)
    #expect(transport.asked == ["GET next", "POST a/error"])
  }

  @Test func An_answer_that_is_too_large_for_Lambda_becomes_an_error() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(413), .status(202))
    try await run(transport)
    #expect(transport.asked == ["GET next", "POST a/response", "POST a/error", "GET next"])
    #expect(transport.requests[2].fields[.lambdaErrorType] == "Function.ResponseSizeTooLarge")
  }

  @Test func An_answer_over_the_limit_is_not_even_sent() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(202))
    try await run(transport) { _, _ in [UInt8](repeating: 0x20, count: PayloadLimit.bytes + 1) }
    #expect(transport.asked == ["GET next", "POST a/error", "GET next"])
  }

  @Test func An_event_over_the_limit_is_answered_and_not_handled() async throws {
    let transport = ScriptedTransport(
      .invocation(["Lambda-Runtime-Aws-Request-Id": "a"], event: [UInt8](repeating: 0x20, count: 6_291_557)),
      .status(202))
    try await run(transport) { _, _ in
      Issue.record("handled")
      return []
    }
    #expect(transport.asked == ["GET next", "POST a/error", "GET next"])
    #expect(transport.requests[1].fields[.lambdaErrorType] == "Runtime.EventSizeTooLarge")
  }

  @Test func An_event_of_the_whole_limit_is_handled() async throws {
    let event = [UInt8](repeating: 0x20, count: 6_291_556)
    let transport = ScriptedTransport(
      .invocation(["Lambda-Runtime-Aws-Request-Id": "a"], event: event), .status(202))
    try await run(transport)
    #expect(transport.requests[1].body?.readableBytes == event.count)
  }

  @Test(arguments: [400, 403, 404, 503])
  func A_report_that_is_refused_is_logged_and_the_loop_goes_on(status: Int) async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(status), .invocation("b"), .status(202))
    try await run(transport)
    #expect(transport.asked == ["GET next", "POST a/response", "GET next", "POST b/response", "GET next"])
    #expect(log.all.contains("error Lambda did not take a report request_id=a status=\(status)"))
  }

  @Test func A_container_error_after_a_report_ends_the_process() async throws {
    let transport = ScriptedTransport(.invocation("a"), .status(500))
    let error = try await run(transport)
    #expect(error == .containerError("told of invocation a"))
    #expect(transport.asked == ["GET next", "POST a/response"])
  }

  @Test func A_report_whose_connection_breaks_is_sent_again() async throws {
    let lost = ScriptedTransport.Answer.fault(ClientError(.connectionLost, "lost"))
    let transport = ScriptedTransport(.invocation("a"), lost, lost, .status(202), .invocation("b"), lost, lost, lost)
    try await run(transport)
    #expect(
      transport.asked == [
        "GET next", "POST a/response", "POST a/response", "POST a/response", "GET next", "POST b/response",
        "POST b/response", "POST b/response", "GET next",
      ])
    #expect(log.all.contains("error Lambda did not take a report request_id=b status=none"))
  }

  @Test func What_is_no_invocation_is_asked_for_again_after_a_while() async throws {
    let transport = ScriptedTransport(
      .status(403), .fault(ClientError(.connectFailed, "no")), .invocation([:], event: []), .invocation("a"),
      .status(202), .status(403), .invocation("b"), .status(202))
    try await run(transport)
    #expect(
      transport.asked == [
        "GET next", "GET next", "GET next", "GET next", "POST a/response", "GET next", "GET next", "POST b/response",
        "GET next",
      ])
    // 100, 200 and 400 ms before the first invocation; 100 ms after it.
    #expect(time.elapsed == .milliseconds(800))
  }

  @Test func When_nothing_comes_of_it_six_times_in_a_row_the_process_ends() async throws {
    let refused = ScriptedTransport.Answer.status(403)
    let transport = ScriptedTransport(refused, refused, refused, refused, refused, refused, refused)
    let error = try await run(transport)
    #expect(error == LambdaRuntimeError(.noInvocations, "The Runtime API answered with status 403."))
    #expect(transport.asked.count == 6)
  }

  @Test func Nothing_of_an_event_or_an_answer_is_logged() async throws {
    struct Surprise: Error {
      let text: String
    }
    let transport = ScriptedTransport(
      .invocation("a", "hunter2"), .status(413), .status(202), .invocation("b", "hunter2"), .status(400),
      .invocation("c", "hunter2"), .status(202))
    try await run(transport) { invocation, _ in
      if invocation.requestID == "b" { throw Surprise(text: String(decoding: invocation.event, as: UTF8.self)) }
      return Array("hunter2".utf8)
    }
    #expect(log.all.count >= 6)
    #expect(!log.all.contains { $0.contains("hunter2") })
  }
}
