import HTTPClient
import LambdaTesting
import ServiceLifecycle
import Synchronization
import Testing
import Timing

@testable import LambdaRuntime

/// Over real connections, against a Runtime API that is as strict as Lambda's.
@Suite(.timeLimit(.minutes(1))) struct PlayedRuntimeAPITests {
  private let api = PlayedRuntimeAPI()
  private let log = RecordedLog()

  /// Runs the function for as long as `body` does, and then stops it as SIGTERM would.
  private func running(
    _ handler: @escaping LambdaRuntime.Handler = { invocation, _ in invocation.event },
    _ body: (ServiceGroup) async throws -> Void
  ) async throws {
    let client = Client()
    try await api.serving { address in
      let runtime = LambdaRuntime(
        try #require(RuntimeAPIAddress(address)), transport: client, logger: log.logger, handler: handler)
      let group = ServiceGroup(
        configuration: .init(
          services: [.init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup)], logger: log.logger)
      )
      let running = Task { try await group.run() }
      do {
        try await body(group)
      } catch {
        running.cancel()
        throw error
      }
      await group.triggerGracefulShutdown()
      try await running.value
    }
    await client.shutdown()
  }

  @Test func Events_go_in_and_answers_come_out() async throws {
    try await running { _ in
      for number in 1...3 {
        api.invoke(PlayedInvocation("id-\(number)", #"{"number":\#(number)}"#))
        let report = try await api.report()
        #expect(
          report
            == PlayedReport(kind: .response, requestID: "id-\(number)", body: Array(#"{"number":\#(number)}"#.utf8)))
      }
    }
  }

  @Test func A_failure_comes_out_with_its_type() async throws {
    try await running({ _, _ in throw InvocationFault(.init("Function.Broken"), "It is broken.") }) { _ in
      api.invoke(PlayedInvocation("a"))
      let report = try await api.report()
      #expect(report.kind == .error && report.requestID == "a" && report.errorType == "Function.Broken")
      #expect(
        report.text == #"{"errorMessage":"It is broken.","errorType":"Function.Broken","stackTrace":[]}"#)
    }
  }

  @Test func Events_and_answers_of_the_whole_limit_pass() async throws {
    let event = String(repeating: " ", count: PayloadLimit.bytes - 2) + "{}"
    try await running { _ in
      api.invoke(PlayedInvocation("a", event))
      let report = try await api.report()
      #expect(report.kind == .response && report.text == event)
    }
  }

  @Test func A_larger_event_is_refused_and_the_next_one_handled() async throws {
    try await running { _ in
      api.invoke(PlayedInvocation("a", String(repeating: " ", count: PayloadLimit.bytes + 1)))
      let first = try await api.report()
      #expect(first.errorType == "Runtime.EventSizeTooLarge")
      api.invoke(PlayedInvocation("b", "next"))
      let next = try await api.report()
      #expect(next.text == "next")
    }
  }

  @Test func An_answer_that_is_refused_for_its_size_becomes_an_error() async throws {
    try await running { _ in
      api.answerReports(with: 413)
      api.invoke(PlayedInvocation("a"))
      let next = try await api.report()
      #expect(next.kind == .response)
      let report = try await api.report()
      #expect(report.kind == .error && report.errorType == "Function.ResponseSizeTooLarge")
    }
  }

  @Test func What_is_no_invocation_is_survived() async throws {
    try await running { _ in
      // No ID, one that no path can hold, refusals, fields that are nonsense, an event that breaks off.
      api.invoke(PlayedInvocation(event: Array("{}".utf8)))
      api.invoke(PlayedInvocation("../../init/error"))
      api.invoke(PlayedInvocation(status: 403))
      api.invoke(PlayedInvocation("a", "one", deadline: "tomorrow", traceID: ""))
      let first = try await api.report()
      #expect(first.text == "one")
      var broken = PlayedInvocation("b", "broken off")
      broken.way = .broken
      api.invoke(broken)
      api.invoke(PlayedInvocation("c", "two"))
      let report = try await api.report()
      #expect(report.requestID == "c" && report.text == "two")
    }
  }

  @Test func Fields_that_no_Runtime_API_sends_are_survived() async throws {
    try await running { _ in
      var twice = PlayedInvocation("a")
      twice.fields.append(("Lambda-Runtime-Aws-Request-Id", "b"))
      api.invoke(twice)
      api.invoke(PlayedInvocation("ä"))
      // Over what a head may have.
      api.invoke(PlayedInvocation("c", traceID: String(repeating: "x", count: 100_000)))
      api.invoke(PlayedInvocation("d", "next", deadline: String(repeating: "9", count: 5000), traceID: "\u{7F}é\"{}"))
      let report = try await api.report()
      #expect(report.requestID == "d" && report.text == "next")
    }
  }

  @Test(arguments: [400, 403, 503]) func A_refused_report_is_survived(status: Int) async throws {
    try await running { _ in
      api.answerReports(with: status)
      api.invoke(PlayedInvocation("a"))
      _ = try await api.report()
      api.invoke(PlayedInvocation("b", "next"))
      let first = try await api.report()
      #expect(first.text == "next")
    }
  }

  @Test func A_stop_ends_the_wait_for_an_invocation() async throws {
    try await running { _ in
      while api.questions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test func A_stop_lets_an_invocation_be_answered_and_asks_for_no_other() async throws {
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (ended, end) = AsyncStream.makeStream(of: Void.self)
    let handler: LambdaRuntime.Handler = { invocation, _ in
      begin.finish()
      for await _ in ended {}
      return invocation.event
    }
    try await running(handler) { group in
      api.invoke(PlayedInvocation("a", "late"))
      for await _ in begun {}
      await group.triggerGracefulShutdown()
      end.finish()
      let first = try await api.report()
      #expect(first.text == "late")
    }
    #expect(api.questions == 1)
  }

  @Test func A_function_that_cannot_start_says_why() async throws {
    let client = Client()
    try await api.serving { address in
      let address = try #require(RuntimeAPIAddress(address))
      let fault = InvocationFault(.configurationInvalid, "REGISTRAR_ZONE_ID is not set.")
      #expect(await LambdaRuntime.reportInit(fault, to: address, transport: client))
      let report = try await api.report()
      #expect(report.kind == .initError && report.errorType == "Runtime.ConfigInvalid")
      #expect(
        report.text
          == #"{"errorMessage":"REGISTRAR_ZONE_ID is not set.","errorType":"Runtime.ConfigInvalid","stackTrace":[]}"#)
      api.answerReports(with: 403)
      #expect(await !LambdaRuntime.reportInit(fault, to: address, transport: client))
    }
    await client.shutdown()
  }
}
