import FoundationEssentials
import HTTPTypes
import Testing
import TimingTesting

@testable import AWS
@testable import AWSDouble

/// Who is answered.
@Suite struct SignatureTests {
  private static let date = Date(timeIntervalSince1970: 1_795_281_342)

  private func error(
    _ credentials: Credentials, region: String = "eu-west-1", skew: TimeInterval = 0,
    settings: (inout AWSDouble.Settings) -> Void = { _ in }
  ) async throws -> AWSError? {
    let stage = Stage(settings)
    let region = try #require(Region(region))
    let client = AWSClient(
      region: region, credentials: FixedCredentials(credentials), transport: stage.aws,
      retries: RetryRule(attempts: 1), time: stage.time.source, now: { Self.date.addingTimeInterval(skew) })
    stage.aws.putCluster("main")
    do {
      _ = try await Route53(client).hostedZones(from: "a&b=c%+.internal")
      _ = try await ECS(client).serviceARNs(in: "main")
      _ = try await LoadBalancing(client).targetGroups()
      return nil
    } catch {
      return error as? AWSError
    }
  }

  @Test func The_known_key_is_let_in_to_all_services() async throws {
    #expect(try await error(AWSDouble.credentials) == nil)
    #expect(try await error(AWSDouble.credentials, skew: 299) == nil)
  }

  @Test func A_token_must_be_the_one_of_the_key() async throws {
    var credentials = AWSDouble.credentials
    credentials.sessionToken = HiddenText("test-token")
    #expect(try await error(credentials) { $0.credentials?.sessionToken = HiddenText("test-token") } == nil)
    #expect(try await error(credentials)?.code == "InvalidClientTokenId")
  }

  @Test func A_wrong_secret_is_refused() async throws {
    let error = try await error(Credentials(accessKeyID: "test-key", secretKey: HiddenText("wrong")))
    #expect(error?.code == "SignatureDoesNotMatch" && error?.status == 403)
  }

  @Test func An_unknown_key_is_refused() async throws {
    let wrong = Credentials(accessKeyID: "other-key", secretKey: AWSDouble.credentials.secretKey)
    #expect(try await error(wrong)?.code == "InvalidClientTokenId")
  }

  @Test(arguments: [301, -301] as [TimeInterval]) func An_old_or_early_signature_is_refused(skew: TimeInterval)
    async throws
  {
    #expect(try await error(AWSDouble.credentials, skew: skew)?.code == "SignatureDoesNotMatch")
  }

  @Test func A_signature_for_another_region_is_refused() async throws {
    // Route 53 is signed for us-east-1 from everywhere, so the first call is let in.
    let error = try await error(AWSDouble.credentials, region: "eu-central-1")
    #expect(error?.code == "SignatureDoesNotMatch")
    #expect(error?.message == "Credential should be scoped to 'eu-west-1' and 'ecs'.")
  }

  @Test func What_is_not_signed_is_refused() {
    let stage = Stage()
    let request = DoubleRequest(method: .get, target: "/2013-04-01/hostedzonesbyname", fields: [:], body: [])
    guard case .reply(let reply, _) = stage.aws.answer(request) else {
      Issue.record("no reply")
      return
    }
    #expect(reply.status == 403)
  }

  @Test func Signatures_can_be_left_out_of_account() async throws {
    let none = Credentials(accessKeyID: "none", secretKey: HiddenText("none"))
    #expect(try await error(none) { $0.credentials = nil } == nil)
  }
}
