import Logging
import NIOCore
import Synchronization
import Testing

@testable import Chassis

@Suite struct InstanceIdentityTests {
  private static let base = "http://169.254.170.2/v4/cd189a933e5849daa93386466019ab50-2495160603"
  private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  /// What the agent of a Fargate task answers, shortened.
  private static let container = """
    {"DockerId": "cd189a933e5849daa93386466019ab50-2495160603", "Name": "curl", "DockerName": "curl",
     "Image": "111122223333.dkr.ecr.us-west-2.amazonaws.com/curltest:latest",
     "Labels": {"com.amazonaws.ecs.cluster": "arn:aws:ecs:us-west-2:111122223333:cluster/default"},
     "Limits": {"CPU": 10, "Memory": 128}, "Type": "NORMAL",
     "Networks": [{"NetworkMode": "awsvpc", "IPv4Addresses": ["192.0.2.3"]}]}
    """
  private static let task = """
    {"Cluster": "arn:aws:ecs:us-west-2:111122223333:cluster/default",
     "TaskARN": "arn:aws:ecs:us-west-2:111122223333:task/default/e9028f8d5d8e4f258373e7b93ce9a3c3",
     "Family": "curltest", "Revision": "3", "DesiredStatus": "RUNNING", "LaunchType": "FARGATE", "Containers": []}
    """

  private func find(
    _ environment: [String: String], container: String = container, task: String = task
  ) async throws -> InstanceIdentity {
    try await InstanceIdentity.find(Settings(environment: environment), hostname: "host", logger: quiet) { url in
      switch url {
      case Self.base: ByteBuffer(string: container)
      case Self.base + "/task": ByteBuffer(string: task)
      default: throw Unreachable()
      }
    }
  }

  private struct Unreachable: Error {}

  @Test func On_ECS_the_container_is_Docker_s_id_and_the_instance_the_task_s() async throws {
    let identity = try await find(["ECS_CONTAINER_METADATA_URI_V4": Self.base])
    #expect(identity.containerID == "cd189a933e5849daa93386466019ab50-2495160603")
    #expect(identity.instanceID == "e9028f8d5d8e4f258373e7b93ce9a3c3")
  }

  @Test func Elsewhere_both_are_the_name_of_the_host() async throws {
    #expect(try await find([:]) == InstanceIdentity(containerID: "host", instanceID: "host"))
  }

  @Test func An_agent_that_fails_falls_back_to_the_name_of_the_host() async throws {
    let identity = try await find(["ECS_CONTAINER_METADATA_URI_V4": "http://127.0.0.1:1/other"])
    #expect(identity == InstanceIdentity(containerID: "host", instanceID: "host"))
  }

  @Test(arguments: ["", "[]", "{", #"{"DockerId": 7}"#])
  func An_agent_that_tells_nonsense_falls_back_to_the_name_of_the_host(text: String) async throws {
    let identity = try await find(["ECS_CONTAINER_METADATA_URI_V4": Self.base], container: text)
    #expect(identity == InstanceIdentity(containerID: "host", instanceID: "host"))
  }

  @Test func An_id_that_could_split_a_header_is_not_taken() async throws {
    let identity = try await find(
      ["ECS_CONTAINER_METADATA_URI_V4": Self.base], container: #"{"DockerId": "a\r\nSet-Cookie: b"}"#)
    #expect(identity.containerID == "host")
  }

  @Test func What_is_set_by_hand_wins_and_then_nobody_is_asked() async throws {
    let asked = Atomic(0)
    let settings = Settings(environment: [
      "INSTANCE_ID": "weather-2", "CONTAINER_ID": "c2", "ECS_CONTAINER_METADATA_URI_V4": Self.base,
    ])
    let identity = try await InstanceIdentity.find(settings, hostname: "host", logger: quiet) { _ in
      asked.add(1, ordering: .relaxed)
      throw Unreachable()
    }
    #expect(identity == InstanceIdentity(containerID: "c2", instanceID: "weather-2"))
    #expect(asked.load(ordering: .relaxed) == 0)
  }

  @Test(arguments: ["a b", "a\u{7F}", "ü", String(repeating: "x", count: 129)])
  func An_id_that_cannot_stand_in_a_header_is_a_configuration_error(id: String) async {
    await #expect(throws: ConfigurationError.self) { try await find(["INSTANCE_ID": id]) }
  }
}
