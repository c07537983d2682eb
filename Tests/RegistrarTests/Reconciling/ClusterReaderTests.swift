import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Testing
import TimingTesting

@testable import AWS
@testable import Registrar

/// What ECS may say that the double never does.
@Suite struct ClusterReaderTests {
  /// Answers each operation with a text.
  private struct ScriptedECS: AWSTransport {
    var answers: [String: String]

    func execute(_ request: ClientRequest) async throws -> ClientResponse {
      let target = HTTPField.Name("X-Amz-Target").flatMap { request.fields[$0] } ?? ""
      let operation = target.split(separator: ".").last.map(String.init) ?? ""
      return ClientResponse(status: .ok, body: ByteBuffer(string: answers[operation] ?? "{}"))
    }
  }

  private let identity = ClusterIdentity(account: "1", region: "eu-west-1", cluster: "main")

  private func reader(_ answers: [String: String], cluster: String = "main") throws -> ClusterReader {
    let region = try #require(Region("eu-west-1"))
    let client = AWSClient(
      region: region,
      credentials: FixedCredentials(Credentials(accessKeyID: "test-key", secretKey: HiddenText("test-key"))),
      transport: ScriptedECS(answers: answers), time: ManualTime().source, now: { Date(timeIntervalSince1970: 0) })
    return ClusterReader(ecs: ECS(client), cluster: try #require(ClusterReference(cluster)), region: region)
  }

  private func services(_ answers: [String: String], recorded: Set<String> = ["a"]) async throws -> ClusterView {
    try await reader(answers).services(in: .all, recorded: recorded, of: identity)
  }

  private func message(_ body: () async throws -> Void) async -> String? {
    await #expect(throws: RegistrarError.self) { try await body() }?.message
  }

  @Test func A_service_that_is_missing_is_known_by_the_end_of_its_ARN() async throws {
    let view = try await services([
      "DescribeServices": #"{"failures":[{"arn":"arn:aws:ecs:eu-west-1:1:service/main/a","reason":"MISSING"}]}"#
    ])
    #expect(view.missing == ["a"])
  }

  @Test func A_service_that_ECS_cannot_tell_of_for_another_reason_is_not_taken_for_gone() async {
    #expect(
      await message {
        _ = try await services(["DescribeServices": #"{"failures":[{"arn":"a","reason":"ACCESS_DENIED"}]}"#])
      } == "ECS does not tell of the service a: ACCESS_DENIED.")
    #expect(
      await message { _ = try await services(["DescribeServices": #"{"failures":[{"arn":"a"}]}"#]) }
        == "ECS does not tell of the service a: no reason.")
  }

  @Test func A_service_that_ECS_says_nothing_of_is_not_taken_for_gone() async {
    #expect(await message { _ = try await services([:]) } == "ECS says nothing of the service a.")
  }

  @Test func Without_services_there_is_nothing_to_describe() async throws {
    let view = try await services([:], recorded: [])
    #expect(view.services.isEmpty)
    #expect(view.missing.isEmpty)
  }

  @Test func The_account_of_a_cluster_that_there_is_not_is_in_its_ARN() async throws {
    let reader = try reader([
      "DescribeClusters": #"{"failures":[{"arn":"arn:aws:ecs:eu-west-1:7:cluster/main","reason":"MISSING"}]}"#
    ])
    #expect(try await reader.identity().account == "7")
  }

  @Test func A_cluster_of_which_nothing_is_told_is_none() async {
    #expect(
      await message { _ = try await reader([:]).identity() }
        == "ECS does not tell of which account the cluster main is.")
  }
}
