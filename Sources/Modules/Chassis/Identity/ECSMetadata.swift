import FoundationEssentials
import NIOCore

/// What the container agent of Amazon ECS tells a container about itself (task metadata endpoint, version 4).
struct ECSMetadata: Sendable, Equatable {
  /// Docker's id of the container; nil where the document has none.
  var containerID: String?

  /// Last part of the task's ARN; nil where the document has none.
  var taskID: String?

  /// Gets the body at a URL; bounded in time.
  typealias Fetch = @Sendable (_ url: String) async throws -> ByteBuffer

  /// Asks the agent at `base`, the value of `ECS_CONTAINER_METADATA_URI_V4`, for both documents at once.
  static func load(base: String, fetch: @escaping Fetch) async throws -> ECSMetadata {
    async let container = fetch(base)
    async let task = fetch(base + "/task")
    return try await ECSMetadata(container: container, task: task)
  }

  init(container: ByteBuffer, task: ByteBuffer) throws {
    struct Container: Decodable { var DockerId: String? }
    struct Task: Decodable { var TaskARN: String? }
    let decoder = JSONDecoder()
    containerID = Self.printable(try decoder.decode(Container.self, from: Data(container.readableBytesView)).DockerId)
    let arn = try decoder.decode(Task.self, from: Data(task.readableBytesView)).TaskARN
    taskID = Self.printable(arn.flatMap { $0.split(separator: "/").last.map(String.init) })
  }

  /// Ids are sent in a header field; what could not stand there is not an id.
  private static func printable(_ id: String?) -> String? {
    guard let id, !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return id
  }
}
