import HTTPTypes
import Testing

@testable import LambdaRuntime

@Suite struct NextStepTests {
  private static let now: Int64 = 1_795_281_342_000

  private func step(_ fields: [String: String], status: Int = 200, event: [UInt8]? = [0x7B, 0x7D]) -> NextStep {
    var all = HTTPFields()
    for (name, value) in fields { HTTPField.Name(name).map { all[$0] = value } }
    return NextStep(NextReply(status: status, fields: all, event: event), now: Self.now)
  }

  @Test func An_invocation_has_its_ID_function_trace_and_event() throws {
    let step = step([
      "lambda-runtime-aws-request-id": "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
      "Lambda-Runtime-Deadline-Ms": "\(Self.now + 3000)",
      "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:registrar",
      "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1",
    ])
    let invocation = Invocation(
      requestID: "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
      functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:registrar",
      traceID: "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1", event: [0x7B, 0x7D])
    let id = try #require(RequestID(invocation.requestID))
    #expect(step == .handle(invocation, id: id, remaining: .seconds(3)))
  }

  @Test func Only_the_ID_is_needed() throws {
    #expect(
      try step(["Lambda-Runtime-Aws-Request-Id": "a"])
        == .handle(
          Invocation(requestID: "a", event: [0x7B, 0x7D]), id: #require(RequestID("a")), remaining: nil))
  }

  @Test(arguments: [
    "", "soon", "1.5", "1e3", "0x10", "-1", "0", "\(now)", "\(now - 1)", "\(now + 961_000)", "99999999999999999999",
    "\(Int64.max)", "\(Int64.min)", "1795281343000, 1795281343000",
  ])
  func A_deadline_that_cannot_be_true_is_none(text: String) throws {
    guard
      case .handle(_, _, let remaining) = step([
        "Lambda-Runtime-Aws-Request-Id": "a", "Lambda-Runtime-Deadline-Ms": text,
      ])
    else {
      Issue.record("not handled")
      return
    }
    #expect(remaining == nil)
  }

  @Test func No_function_has_more_than_15_minutes() throws {
    guard
      case .handle(_, _, let remaining) = step([
        "Lambda-Runtime-Aws-Request-Id": "a", "Lambda-Runtime-Deadline-Ms": "\(Self.now + 930_000)",
      ])
    else {
      Issue.record("not handled")
      return
    }
    #expect(remaining == .seconds(900))
  }

  @Test(arguments: [nil, "", "a/b", "a b", "..", "a?b", "ä", String(repeating: "a", count: 201)])
  func An_ID_that_no_path_can_hold_cannot_be_answered(id: String?) {
    let fields = id.map { ["Lambda-Runtime-Aws-Request-Id": $0] } ?? [:]
    #expect(step(fields) == .askAgain("An invocation came without an ID that can be answered."))
  }

  @Test func An_event_over_the_limit_is_answered_with_a_fault() throws {
    #expect(
      try step(["Lambda-Runtime-Aws-Request-Id": "a"], event: nil)
        == .refuse(#require(RequestID("a")), .eventTooLarge))
  }

  @Test func A_container_error_ends_the_process() {
    #expect(step([:], status: 500) == .end(.containerError("asked for the next invocation")))
  }

  @Test(arguments: [100, 204, 301, 400, 403, 404, 429, 502, 503])
  func Any_other_status_is_no_invocation(status: Int) {
    #expect(
      step(["Lambda-Runtime-Aws-Request-Id": "a"], status: status)
        == .askAgain("The Runtime API answered with status \(status)."))
  }

  @Test func A_printed_invocation_shows_nothing_of_its_event() {
    let invocation = Invocation(requestID: "a", event: Array("hunter2".utf8))
    var dumped = ""
    dump(invocation, to: &dumped)
    #expect("\(invocation)" == "invocation a (7 bytes)")
    #expect(String(reflecting: invocation) == "invocation a (7 bytes)")
    #expect(!dumped.contains("hunter2") && !dumped.contains("104"))
  }
}
