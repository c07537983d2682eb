import HTTPClient
import HTTPTypes
import Testing
import Timing
import TimingTesting

@testable import Chassis

@Suite struct ClientRequestDeadlineTests {
  private let time = ManualTime()
  private let request = ClientRequest(
    url: "http://127.0.0.1/", timeout: .seconds(5), connectTimeout: .seconds(2))

  private func within(_ duration: Duration?) throws -> ClientRequest {
    try request.within(duration.map { Deadline.after($0, by: time.source) }, by: time.source)
  }

  @Test func Outside_of_a_request_it_is_as_it_was() throws {
    let same = try within(nil)
    #expect(same.timeout == .seconds(5) && same.connectTimeout == .seconds(2) && same.fields == [:])
  }

  @Test func A_call_has_no_more_time_than_the_request_it_is_made_for() throws {
    let call = try within(.milliseconds(1500))
    #expect(call.timeout == .milliseconds(1500) && call.connectTimeout == .milliseconds(1500))
    #expect(call.fields[.expectedTimeout] == "1500")
  }

  @Test func A_call_that_has_less_time_of_its_own_keeps_that() throws {
    let call = try within(.seconds(60))
    #expect(call.timeout == .seconds(5) && call.connectTimeout == .seconds(2))
    #expect(call.fields[.expectedTimeout] == "5000")
  }

  @Test(arguments: [Duration.zero, .microseconds(999), .seconds(-1)])
  func Without_time_left_nothing_is_sent(left: Duration) {
    let error = #expect(throws: ClientError.self) { try within(left) }
    #expect(error?.code == .timeout)
  }

  @Test func The_deadline_of_the_request_at_work_is_taken_by_itself() throws {
    let deadline = Deadline.after(.seconds(1), by: time.source)
    let call = try RequestDeadline.$current.withValue(deadline) { try request.within(by: time.source) }
    #expect(call.timeout == .seconds(1))
  }
}
