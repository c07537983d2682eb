import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Testing
import Timing
import TimingTesting

@testable import AWS

@Suite struct AWSClientTests {
  private static let throttled: ScriptedAWS.Answer = { _ in
    .answering(#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#, status: 400)
  }
  private static let broken: ScriptedAWS.Answer = { _ in .answering("", status: 500) }
  private static let fine: ScriptedAWS.Answer = { _ in .answering("{}") }

  private let time = ManualTime()
  private let call = AWSCall(method: .post, path: "/", query: [], fields: [:], body: Array("{}".utf8))

  @Test func A_request_is_addressed_and_signed() async throws {
    let aws = ScriptedAWS(Self.fine)
    _ = try await AWSClient.test(aws).send(
      AWSCall(method: .get, path: "/a%20b", query: [(name: "n", value: "a b&c")], fields: [:], body: []),
      to: .route53)
    let request = try #require(aws.requests.first)
    #expect(request.url == "https://route53.amazonaws.com/a%20b?n=a%20b%26c")
    #expect(request.fields[.hostField] == "route53.amazonaws.com")
    #expect(request.fields[.amazonDate] == "20150830T123600Z")
    #expect(
      request.fields[.authorization]?.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=test-id/20150830/us-east-1/route53/aws4_request, SignedHeaders=host;x-amz-date, ")
        == true)
    #expect(request.body == nil)
  }

  @Test func The_path_of_a_server_that_was_named_is_signed_too() async throws {
    let aws = ScriptedAWS(Self.fine)
    let client = try AWSClient.test(aws, environment: ["AWS_ENDPOINT_URL": "http://127.0.0.1:5555/aws/"])
    _ = try await client.send(.get("/x"), to: .ecs)
    let request = try #require(aws.requests.first)
    #expect(request.url == "http://127.0.0.1:5555/aws/x")
    let expected = RequestSigner(region: "eu-west-1", service: "ecs").sign(
      SignableRequest(method: .get, path: "/aws/x", fields: [.hostField: "127.0.0.1:5555"]), with: .test,
      at: Date(timeIntervalSince1970: 1_440_938_160))
    #expect(request.fields == expected)
  }

  @Test func A_throttled_call_waits_longer_each_time_and_succeeds() async throws {
    let aws = ScriptedAWS(Self.throttled, Self.throttled, Self.broken, Self.fine)
    let client = try AWSClient.test(aws, retries: RetryRule(), time: time.source)
    async let reply = client.send(call, to: .ecs)
    for wait in [1.0, 2.0, 0.4] {
      await time.sleepers(atLeast: 1)
      let next = try #require(time.nextWake) - time.elapsed
      #expect(abs(next / .seconds(1) - wait) < 0.001)
      time.advance(by: next)
    }
    #expect(try await reply.status == 200)
    #expect(aws.requests.count == 4)
  }

  @Test func The_wait_is_anything_between_nothing_and_the_longest() {
    let error = AWSError("Throttling", "")
    var waits: [Duration] = []
    for seed in 0..<200 {
      let random = RandomSource { UInt64(seed) << 56 | 0x00FF_FFFF_FFFF_FFFF }
      waits.append(RetryRule().wait(after: 3, error, random: random) ?? .seconds(99))
    }
    #expect(waits.allSatisfy { $0 >= .zero && $0 <= .seconds(4) })
    #expect(waits.contains { $0 < .seconds(1) })
    #expect(waits.contains { $0 > .seconds(2) })
    let most = RandomSource { .max }
    #expect(RetryRule(attempts: 100).wait(after: 99, error, random: most).map { $0 <= .seconds(20) } == true)
  }

  @Test(arguments: [
    "Throttling", "ThrottlingException", "TooManyRequestsException", "PriorRequestNotComplete", "RequestLimitExceeded",
  ])
  func Each_name_of_throttling_is_repeated(code: String) {
    let rule = RetryRule()
    let error = AWSError(AWSError.Code(code), "", status: 400)
    #expect(rule.wait(after: 1, error, random: .system) != nil)
    #expect(rule.wait(after: rule.attempts, error, random: .system) == nil)
  }

  @Test func A_fault_of_the_caller_is_not_repeated() {
    for error in [
      AWSError("AccessDenied", "", status: 403), AWSError(.noSuchHostedZone, "", status: 404),
      AWSError(.unexpectedAnswer, ""), AWSError(.noCredentials, ""), AWSError(.timedOut, ""),
    ] {
      #expect(RetryRule().wait(after: 1, error, random: .system) == nil, "\(error)")
    }
    for status in [429, 500, 502, 503, 504] {
      #expect(RetryRule().wait(after: 1, AWSError("X", "", status: status), random: .system) != nil)
    }
  }

  @Test func A_call_that_cannot_be_made_in_time_says_what_went_wrong() async throws {
    let aws = ScriptedAWS(Self.throttled)
    // Whoever sleeps wakes at once, at the time that was asked for.
    let hasty = TimeSource(now: { [time] in time.now }, sleepUntil: { [time] in time.advance(by: $0 - time.now) })
    let client = try AWSClient.test(aws, retries: RetryRule(), time: hasty)
      .until(.after(.milliseconds(900), by: hasty))
    let error = await #expect(throws: AWSError.self) { try await client.send(call, to: .ecs) }
    #expect(error?.code == "ThrottlingException")
    #expect(aws.requests.count == 1)
    #expect(aws.requests.first?.timeout == .milliseconds(900))
  }

  @Test func After_the_deadline_nothing_is_sent() async throws {
    let aws = ScriptedAWS(Self.fine)
    let client = try AWSClient.test(aws, time: time.source).until(.after(.seconds(1), by: time.source))
    time.advance(by: .seconds(1))
    let error = await #expect(throws: AWSError.self) { try await client.send(call, to: .ecs) }
    #expect(error?.code == .timedOut)
    #expect(aws.requests.isEmpty)
  }

  @Test func Trouble_with_the_connection_is_repeated() async throws {
    let aws = ScriptedAWS(
      { _ in throw ClientError(.connectionLost, "") }, { _ in throw ClientError(.timeout, "") }, Self.fine)
    let client = try AWSClient.test(aws, retries: RetryRule(), time: time.source)
    async let reply = client.send(call, to: .ecs)
    await time.advanceToNextWake()
    await time.advanceToNextWake()
    #expect(try await reply.status == 200)
  }

  @Test func Each_attempt_is_signed_anew() async throws {
    let aws = ScriptedAWS(Self.broken, Self.fine)
    let region = try #require(Region("eu-west-1"))
    let client = AWSClient(
      region: region, credentials: FixedCredentials(.test), transport: aws, time: time.source,
      now: { [time] in Date(timeIntervalSince1970: 60 + Double(time.elapsed.components.seconds)) },
      random: RandomSource { .max })
    var slow = client
    slow.retries = RetryRule(pause: .seconds(1))
    async let reply = slow.send(call, to: .ecs)
    await time.advanceToNextWake()
    _ = try await reply
    #expect(aws.requests.map { $0.fields[.amazonDate] } == ["19700101T000100Z", "19700101T000101Z"])
  }

  @Test func A_cancelled_call_ends_with_the_cancellation() async throws {
    let aws = ScriptedAWS({ _ in throw ClientError(.cancelled, "") })
    let client = try AWSClient.test(aws, retries: RetryRule(), time: time.source)
    await #expect(throws: CancellationError.self) { try await client.send(call, to: .ecs) }
    let throttled = try AWSClient.test(ScriptedAWS(Self.throttled), retries: RetryRule(), time: time.source)
    let task = Task { [call] in try await throttled.send(call, to: .ecs) }
    await time.sleepers(atLeast: 1)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func Without_credentials_the_cause_says_why_and_nothing_is_sent() async throws {
    let aws = ScriptedAWS(Self.fine)
    let client = try await AWSClient.configured(
      by: ["AWS_REGION": "eu-west-1", "AWS_EC2_METADATA_DISABLED": "true"], calls: aws, local: aws, time: time.source)
    let error = await #expect(throws: AWSError.self) { try await client.send(call, to: .ecs) }
    #expect(error?.code == .noCredentials)
    #expect((error?.cause as? CredentialsError)?.code == .absent)
    #expect(aws.requests.isEmpty)
  }
}
