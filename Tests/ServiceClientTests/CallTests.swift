import Discovery
import HTTPClient
import HTTPTypes
import NIOCore
import Testing
import Timing
import TimingTesting

@testable import ServiceClient

@Suite struct CallTests {
  @Test func request_goes_to_an_instance_by_its_address() async throws {
    let test = TestCluster(1) { _ in .answer(text: "sunny") }
    let answer = try await test.get("/weather/S%C3%A3o?x=1")
    #expect(String(buffer: answer.response.body) == "sunny" && answer.instance == .numbered(1) && answer.attempts == 1)
    let request = test.transport.requests[0]
    #expect(request.url == "http://10.0.0.1:80/weather/S%C3%A3o?x=1" && request.method == .get)
    #expect(request.connectTimeout == .milliseconds(250) && request.timeout == .seconds(1))
  }

  @Test func host_is_the_name_that_the_service_was_found_by() async throws {
    let named = TestCluster(host: "weather.ecs.internal") { _ in .answer() }
    _ = try await named.get()
    #expect(named.transport.requests[0].fields[.hostField] == "weather.ecs.internal")
    let listed = TestCluster { _ in .answer() }
    _ = try await listed.get()
    #expect(listed.transport.requests[0].fields[.hostField] == nil)
  }

  @Test func time_that_is_left_is_sent_on() async throws {
    let test = TestCluster { _ in .answer() }
    _ = try await test.get()
    #expect(test.transport.requests[0].fields[.expectedTimeout] == "1000")
  }

  @Test func repetitions_are_numbered_and_the_first_attempt_is_not() async throws {
    let test = TestCluster(3) { _ in throw ClientError.refused }
    _ = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(test.transport.calls.map { $0.fields[.requestAttempt] } == [nil, "2", "3"])
    let inner = TestCluster { _ in .answer() }
    _ = try await inner.get(attempt: 2)
    #expect(inner.transport.requests[0].fields[.requestAttempt] == "2")
  }

  @Test func answer_of_any_status_is_an_answer() async throws {
    for status in [204, 301, 404, 500, 501] {
      let test = TestCluster { _ in .answer(status) }
      #expect(try await test.get().response.status.code == status)
      #expect(test.transport.calls.count == 1)
    }
  }

  @Test func earlier_deadline_of_the_caller_counts() async throws {
    let test = TestCluster { _ in .answer() }
    _ = try await test.cluster.call(
      ServiceRequest(target: "/"), deadline: Deadline(test.time.now.advanced(by: .milliseconds(300))))
    #expect(test.transport.requests[0].timeout == .milliseconds(300))
    _ = try await test.cluster.call(
      ServiceRequest(target: "/"), deadline: Deadline(test.time.now.advanced(by: .seconds(60))))
    #expect(test.transport.requests[1].timeout == .seconds(1))
  }

  @Test func call_after_its_deadline_is_not_made() async {
    let test = TestCluster { _ in .answer() }
    _ = try? await test.get()
    let failure = await test.failure { () throws(ServiceCallError) in
      try await test.cluster.call(ServiceRequest(target: "/"), deadline: Deadline(test.time.now))
    }
    #expect(failure?.code == .tooSlow && test.transport.calls.count == 1)
  }

  @Test func call_that_has_less_time_than_answers_usually_take_is_not_made() async throws {
    let time = ManualTime()
    let test = TestCluster(time: time) { _ in
      time.advance(by: .milliseconds(80))
      return .answer()
    }
    for _ in 0..<100 { _ = try await test.get() }
    let failure = await test.failure { () throws(ServiceCallError) in
      try await test.cluster.call(
        ServiceRequest(target: "/"), deadline: Deadline(time.now.advanced(by: .milliseconds(60))))
    }
    #expect(failure?.code == .tooSlow && failure?.attempts == 0 && test.transport.calls.count == 100)
    // What was known is forgotten, so that a service that became faster is found out about.
    time.advance(by: .seconds(11))
    _ = try? await test.cluster.call(
      ServiceRequest(target: "/"), deadline: Deadline(time.now.advanced(by: .milliseconds(60))))
    #expect(test.transport.calls.count == 101)
  }

  @Test func times_of_all_attempts_are_told() async throws {
    let time = ManualTime()
    let test = TestCluster(time: time) { request in
      if request.authority == "10.0.0.1:80" {
        time.advance(by: .milliseconds(250))
        throw ClientError(.connectTimeout, "")
      }
      time.advance(by: .milliseconds(9))
      return .answer(timings: ClientTimings(connect: .milliseconds(2), total: .milliseconds(9)))
    }
    var answer = try await test.get()
    if answer.attempts == 1 { answer = try await test.get() }
    #expect(answer.attempts == 2 && answer.instance == .numbered(2))
    #expect(
      answer.timings == CallTimings(lookup: .zero, connect: .milliseconds(252), total: .milliseconds(259)))
    #expect(answer.timings.backend == .milliseconds(7))
  }

  @Test func load_is_spread_over_the_instances() async throws {
    let test = TestCluster(2, random: .seeded(1)) { _ in .answer() }
    for _ in 0..<200 { _ = try await test.get() }
    #expect(test.endpoints.allSatisfy { $0.requests > 50 })
  }

  @Test func second_call_asks_the_registry_no_more() async throws {
    let test = TestCluster { _ in .answer() }
    for _ in 0..<10 { _ = try await test.get() }
    #expect(test.resolver.queries == 1)
  }

  @Test func more_calls_than_allowed_at_once_fail_at_once() async throws {
    let time = ManualTime()
    var policy = CallPolicy.test
    policy.maximumInFlight = 1
    let test = TestCluster(policy: policy, time: time) { _ in
      try await time.source.sleep(for: .milliseconds(10))
      return .answer()
    }
    await test.lookUp()
    async let first = test.get()
    await time.sleepers(atLeast: 1)
    let failure = await test.failure { () throws(ServiceCallError) in try await test.get() }
    #expect(failure?.code == .overloaded && test.transport.calls.count == 1)
    time.advance(by: .milliseconds(10))
    #expect(try await first.response.status == .ok)
    #expect(test.cluster.ledger.inFlight == 0)
  }
}
