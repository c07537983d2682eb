import AWS
import AWSDouble
import Foundation
import LambdaTesting
import Testing

@testable import Demo

/// The registrar as AWS Lambda runs it: the released program, between a Runtime API and services of AWS that are played.
@Suite(.timeLimit(.minutes(2))) struct FunctionTests {
  private let events = EventFixtures()

  @Test func An_event_goes_in_and_a_report_comes_out() async throws {
    let aws = AWSDouble.withOneService()
    try await RunningFunction.run(with: aws) { function in
      let report = try await function.invoke("a", events.called(.createService, service: "twitch", cluster: "main"))
      #expect(report.kind == .response && report.requestID == "a")
      let told = try #require(JSONSerialization.jsonObject(with: Data(report.body)) as? [String: Any])
      #expect(told["outcome"] as? String == "reconciled")
      #expect((told["changes"] as? [[String: Any]])?.map { $0["name"] as? String } == ["twitch.ecs.internal"])
      #expect(aws.names == ["twitch.ecs.internal. CNAME internal-lb.elb.amazonaws.com"])
      #expect(await function.program.stop() == .exited(code: 0))
    }
  }

  @Test func A_failure_is_told_with_its_type_and_the_next_event_is_handled() async throws {
    let aws = AWSDouble.withOneService()
    let refusal = InjectedFailure.refused(
      code: "AccessDeniedException", message: "User is not authorized to perform: ecs:ListServices", status: 400)
    aws.fail(refusal, on: "ListServices")
    try await RunningFunction.run(with: aws) { function in
      let failure = try await function.invoke("a", Array("{}".utf8))
      #expect(failure.kind == .error && failure.errorType == "Function.Unreadable")
      #expect(failure.text.contains("User is not authorized to perform: ecs:ListServices"))
      let report = try await function.invoke("b", Array("{}".utf8))
      #expect(report.kind == .response && report.requestID == "b")
      #expect(aws.names == ["twitch.ecs.internal. CNAME internal-lb.elb.amazonaws.com"])
    }
  }

  @Test(arguments: ["", "[", "no event", #"{"detail-type":7}"#, #"{"withdraw":"yes"}"#])
  func What_is_no_event_is_told_as_such(text: String) async throws {
    try await RunningFunction.run(with: .withOneService()) { function in
      let report = try await function.invoke("a", Array(text.utf8))
      #expect(report.kind == .error && report.errorType == "Function.InvalidEvent")
    }
  }

  @Test(arguments: [
    ("REGISTRAR_ZONE_ID", "", "REGISTRAR_ZONE_ID is not set: it must be the ID of a hosted zone such as"),
    ("REGISTRAR_CLUSTER", "a b", "REGISTRAR_CLUSTER is \\\"a b\\\": it must be the name or the ARN of a cluster"),
    ("LOG_LEVEL", "loud", "LOG_LEVEL is \\\"loud\\\""),
  ])
  func A_setting_that_cannot_be_used_is_told_as_a_failed_start(key: String, value: String, words: String) async throws {
    try await RunningFunction.run(with: .withOneService(), [key: value]) { function in
      let report = try await function.report()
      #expect(report.kind == .initError && report.errorType == "Runtime.ConfigInvalid")
      #expect(report.text.contains(words))
      #expect(await function.program.child.exitStatus == .exited(code: 1))
      #expect(function.program.errors.count == 1 && function.program.errors.allSatisfy { $0.contains(key) })
    }
  }

  @Test func Invocations_of_one_process_share_its_credentials() async throws {
    var settings = AWSDouble.Settings()
    settings.credentials = Credentials(
      accessKeyID: "test-key", secretKey: HiddenText("test-secret-key"), sessionToken: HiddenText("test-token"))
    let aws = AWSDouble.withOneService("twitch", settings)
    let agent = CredentialsAgent()
    try await agent.serving { url in
      let task = [
        "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_CONTAINER_CREDENTIALS_FULL_URI": url,
      ]
      try await RunningFunction.run(with: aws, task) { function in
        for id in ["a", "b"] {
          let report = try await function.invoke(id, Array("{}".utf8))
          #expect(report.kind == .response, "\(report.text)")
        }
      }
    }
    #expect(agent.questions == 1)
    #expect(aws.journal.count > 2)
  }

  @Test func An_invocation_that_AWS_delays_is_answered_before_Lambda_ends_it() async throws {
    let aws = AWSDouble.withOneService()
    aws.fail(.slow(.seconds(3600)), on: "ListServices", times: 100)
    try await RunningFunction.run(with: aws) { function in
      // Only once the process is there: a deadline that has passed would count as none.
      try await function.program.wait(for: "a question") { function.api.questions > 0 ? true : nil }
      let deadline = Int(Date.now.timeIntervalSince1970 * 1000) + 5000
      function.api.invoke(PlayedInvocation("a", "{}", deadline: "\(deadline)"))
      let report = try await function.report()
      #expect(report.kind == .error && report.requestID == "a")
      #expect(["Function.Unreadable", "Function.TimedOut"].contains(report.errorType))
    }
  }

  /// Lambda freezes the process whenever it has asked for the next event.
  @Test func What_happened_is_in_the_log_before_the_next_event_is_asked_for() async throws {
    try await RunningFunction.run(with: .withOneService()) { function in
      _ = try await function.invoke("a", Array("{}".utf8))
      try await function.program.wait(for: "the next question") { function.api.questions == 2 ? true : nil }
      await function.program.end()
      #expect(function.program.output.contains { $0.contains("invocation ended") && $0.contains(#""request_id":"a""#) })
      #expect(function.program.output.contains { $0.contains("twitch.ecs.internal") })
    }
  }

  @Test func A_process_that_was_frozen_goes_on() async throws {
    try await RunningFunction.run(with: .withOneService()) { function in
      for id in ["a", "b", "c"] {
        try await function.program.wait(for: "a question") { function.api.questions > 0 ? true : nil }
        function.program.signal(SIGSTOP)
        try await eventually("it is frozen") { ProcessTable.isStopped(function.program.child.pid) }
        function.api.invoke(PlayedInvocation(id))
        try await Task.sleep(for: .milliseconds(200))
        #expect(function.api.reportSoFar() == nil)
        function.program.signal(SIGCONT)
        let report = try await function.report()
        #expect(report.kind == .response && report.requestID == id)
      }
    }
  }

  @Test func A_function_that_waits_ends_when_it_is_told_to() async throws {
    try await RunningFunction.run(with: .withOneService()) { function in
      try await function.program.wait(for: "a question") { function.api.questions > 0 ? true : nil }
      #expect(await function.program.stop() == .exited(code: 0))
      #expect(function.program.errors == [])
    }
  }

  @Test func A_failing_Runtime_API_ends_the_process_at_once() async throws {
    try await RunningFunction.run(with: .withOneService()) { function in
      function.api.invoke(PlayedInvocation(status: 500))
      #expect(await function.program.child.exitStatus == .exited(code: 1))
    }
  }
}
