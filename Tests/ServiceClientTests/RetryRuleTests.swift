import HTTPTypes
import NIOCore
import Testing

@testable import ServiceClient

/// RFC 9110 section 9.2.2, and how often, after what and when.
@Suite struct RetryRuleTests {
  private static let backoff = Duration.milliseconds(25)
  private let rule = RetryRule(attempts: 3, backoff: backoff)
  private let get = ServiceRequest(target: "/").rule
  private let post = ServiceRequest(method: .post, target: "/").rule

  @Test func what_was_never_sent_is_repeated_whatever_its_method_and_at_first_at_once() {
    #expect(decide(.neverSent, post) == .retry(.connect, .none))
    #expect(decide(.neverSent, post, attempt: 2) == .retry(.connect, .upTo(Self.backoff)))
  }

  @Test(arguments: [AttemptEnd.reset, .timedOut, .answered(status: 503, retryAfter: nil)])
  func what_may_have_been_sent_is_repeated_only_if_that_means_the_same(end: AttemptEnd) {
    #expect(decide(end, post) == .stop)
    guard case .retry(_, let pause) = decide(end, get) else {
      Issue.record("\(end) is not repeated")
      return
    }
    #expect(pause == .upTo(Self.backoff))
  }

  @Test(arguments: [200, 301, 400, 401, 404, 408, 409, 425, 500, 501, 505])
  func other_answers_are_answers(status: Int) {
    #expect(decide(.answered(status: status, retryAfter: .seconds(0)), get) == .stop)
  }

  @Test func throttled_request_is_repeated_only_when_and_if_the_server_says() {
    #expect(decide(.answered(status: 429, retryAfter: nil), get) == .stop)
    #expect(decide(.answered(status: 429, retryAfter: .seconds(1)), get) == .retry(.throttled, .exactly(.seconds(1))))
    #expect(decide(.answered(status: 429, retryAfter: .seconds(2)), get) == .stop)
    #expect(decide(.answered(status: 429, retryAfter: .seconds(1)), post) == .stop)
  }

  @Test func there_are_at_most_as_many_attempts_as_allowed() {
    #expect(decide(.neverSent, get, attempt: 2) != .stop)
    #expect(decide(.neverSent, get, attempt: 3) == .stop)
  }

  @Test func repetition_of_a_caller_is_not_repeated_again() {
    let repeated = ServiceRequest(target: "/", incomingAttempt: 2).rule
    #expect(decide(.neverSent, repeated) == .stop && decide(.reset, repeated) == .stop)
  }

  @Test func large_body_is_not_kept_for_another_attempt() {
    let size = ServiceRequest.largestReplayedBody
    let small = ServiceRequest(method: .put, target: "/", body: .init(repeating: 0, count: size)).rule
    let large = ServiceRequest(method: .put, target: "/", body: .init(repeating: 0, count: size + 1)).rule
    #expect(decide(.reset, small) != .stop && decide(.reset, large) == .stop)
  }

  @Test func nothing_follows_the_deadline_or_what_is_final() {
    #expect(rule.decide(.neverSent, attempt: 1, request: get, remaining: .zero) == .stop)
    #expect(decide(.final, get) == .stop)
  }

  @Test(arguments: [
    ("GET", true), ("HEAD", true), ("OPTIONS", true), ("PUT", true), ("DELETE", true), ("TRACE", true), ("POST", false),
    ("PATCH", false), ("CONNECT", false),
  ])
  func idempotent_methods_are_those_of_RFC_9110(method: String, isIdempotent: Bool) throws {
    var request = ServiceRequest(method: try #require(.init(method)), target: "/")
    #expect(request.isIdempotent == isIdempotent)
    request.fields[.idempotencyKey] = "1"
    #expect(request.isIdempotent)
  }

  private func decide(_ end: AttemptEnd, _ request: RetryRule.Request, attempt: Int = 1) -> RetryRule.Decision {
    rule.decide(end, attempt: attempt, request: request, remaining: .seconds(2))
  }
}
