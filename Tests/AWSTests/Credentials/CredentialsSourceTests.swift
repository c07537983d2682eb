import Foundation
import HTTPClient
import HTTPTypes
import Testing
import Timing
import TimingTesting

@testable import AWS

/// How containers' agents and the metadata of EC2 are asked; nothing here leaves the process.
@Suite struct CredentialsSourceTests {
  private static let document =
    #"{"Code":"Success","AccessKeyId":"id","SecretAccessKey":"test-key","Token":"t","Expiration":"2999-01-01T00:00:00Z"}"#
  private let time = ManualTime()

  private func source(_ environment: [String: String], _ transport: ScriptedAWS) -> any CredentialsSource {
    CredentialsChain.source(environment: environment, transport: transport, time: time.source, now: { Date() })
  }

  @Test func The_environment_comes_before_the_agent_and_asks_nobody() async throws {
    let agent = ScriptedAWS(bodies: [""])
    let credentials = try await source(
      [
        "AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "test-key",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/1",
      ], agent
    ).credentials()
    #expect(credentials.accessKeyID == "own")
    #expect(agent.requests.isEmpty)
  }

  @Test func The_agent_is_asked_with_its_token() async throws {
    let agent = ScriptedAWS(bodies: [Self.document])
    let credentials = try await source(
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1:1/creds",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Bearer abc",
      ], agent
    ).credentials()
    #expect(credentials.accessKeyID == "id")
    #expect(agent.requests.first?.url == "http://127.0.0.1:1/creds")
    #expect(agent.requests.first?.fields[.authorization] == "Bearer abc")
  }

  @Test func A_token_in_a_file_is_read_each_time_and_comes_first() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let agent = ScriptedAWS(bodies: [Self.document])
    let url = ContainerCredentialsURL(text: "http://127.0.0.1:1/creds")
    let environment = [
      "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": file.path, "AWS_CONTAINER_AUTHORIZATION_TOKEN": "unused",
    ]
    let source = ContainerCredentials(url, environment: environment, transport: agent, time: time.source)
    for token in ["one\n", "two"] {
      try Data(token.utf8).write(to: file)
      _ = try await source.credentials()
    }
    #expect(agent.requests.map { $0.fields[.authorization] } == ["one", "two"])
    try Data("a\r\nX-Other: b".utf8).write(to: file)
    let error = await #expect(throws: CredentialsError.self) { try await source.credentials() }
    #expect(error?.code == .misconfigured)
    #expect(agent.requests.count == 2)
  }

  @Test func An_agent_that_is_not_ready_is_asked_three_times() async throws {
    let agent = ScriptedAWS(
      { _ in .answering("", status: 503) }, { _ in throw ClientError(.timeout, "late") },
      { _ in .answering(Self.document) })
    let source = source(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"], agent)
    async let credentials = source.credentials()
    await time.advanceToNextWake()
    await time.advanceToNextWake()
    #expect(try await credentials.accessKeyID == "id")
    #expect(agent.requests.count == 3)
  }

  @Test func An_agent_that_refuses_is_asked_once() async {
    let agent = ScriptedAWS({ _ in .answering("", status: 400) })
    let source = source(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/c"], agent)
    let error = await #expect(throws: CredentialsError.self) { try await source.credentials() }
    #expect(error?.code == .absent)
    #expect(agent.requests.count == 1)
  }

  @Test func An_instance_is_asked_by_version_2_of_its_metadata() async throws {
    let metadata = ScriptedAWS(bodies: ["test-token", "my role\n", Self.document])
    let environment = ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:1338/"]
    let failure = await #expect(throws: CredentialsError.self) {
      try await source(environment, metadata).credentials()
    }
    #expect(failure?.code == .absent)
    let other = ScriptedAWS(bodies: ["test-token", "my-role\nother", Self.document])
    #expect(try await source(environment, other).credentials().accessKeyID == "id")
    #expect(
      other.requests.map { "\($0.method) \($0.url)" } == [
        "PUT http://127.0.0.1:1338/latest/api/token",
        "GET http://127.0.0.1:1338/latest/meta-data/iam/security-credentials/",
        "GET http://127.0.0.1:1338/latest/meta-data/iam/security-credentials/my-role",
      ])
    #expect(other.requests[0].fields[.known("X-aws-ec2-metadata-token-ttl-seconds")] == "60")
    #expect(other.requests[2].fields[.known("X-aws-ec2-metadata-token")] == "test-token")
  }

  @Test func Without_a_token_version_1_is_not_tried() async {
    let metadata = ScriptedAWS({ _ in .answering("", status: 403) })
    let error = await #expect(throws: CredentialsError.self) { try await source([:], metadata).credentials() }
    #expect(error?.code == .absent)
    #expect(error?.message.contains("set AWS_ACCESS_KEY_ID") == true)
    #expect(metadata.requests.map(\.url) == ["http://169.254.169.254/latest/api/token"])
  }

  @Test func Metadata_that_is_switched_off_is_not_asked() async {
    let metadata = ScriptedAWS(bodies: [""])
    let error = await #expect(throws: CredentialsError.self) {
      try await source(["AWS_EC2_METADATA_DISABLED": "true"], metadata).credentials()
    }
    #expect(error?.code == .absent)
    #expect(metadata.requests.isEmpty)
  }

  @Test func IPv6_has_an_address_of_its_own() async {
    let metadata = ScriptedAWS({ _ in .answering("", status: 404) })
    _ = try? await source(["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], metadata).credentials()
    #expect(metadata.requests.first?.url == "http://[fd00:ec2::254]/latest/api/token")
  }

  @Test func The_region_is_the_variables_or_the_instances() async throws {
    let metadata = ScriptedAWS(bodies: ["test-token", "eu-north-1"])
    func find(_ environment: [String: String]) async throws -> String {
      try await Region.find(environment: environment, transport: metadata, time: time.source).name
    }
    #expect(try await find(["AWS_REGION": "a-1", "AWS_DEFAULT_REGION": "b-1"]) == "a-1")
    #expect(try await find(["AWS_DEFAULT_REGION": "b-1"]) == "b-1")
    #expect(metadata.requests.isEmpty)
    #expect(try await find([:]) == "eu-north-1")
    await #expect(throws: CredentialsError.self) { try await find(["AWS_REGION": "no region"]) }
    await #expect(throws: CredentialsError.self) { try await find(["AWS_EC2_METADATA_DISABLED": "true"]) }
  }
}
