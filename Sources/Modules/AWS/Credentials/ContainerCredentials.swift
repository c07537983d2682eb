import FoundationEssentials
import HTTPClient
import HTTPTypes
import Timing

/// The credentials of a task's or pod's role, from the agent beside the container.
struct ContainerCredentials: CredentialsSource {
  private static let name = "The container's agent"

  private let url: ContainerCredentialsURL
  private let environment: [String: String]
  private let reader: MetadataReader

  init(
    _ url: ContainerCredentialsURL, environment: [String: String], transport: any AWSTransport, time: TimeSource
  ) {
    self.url = url
    self.environment = environment
    reader = MetadataReader(
      transport: transport, time: time, source: Self.name, timeout: .seconds(2), attempts: 3)
  }

  func credentials() async throws -> Credentials {
    var fields: HTTPFields = [.accept: "application/json"]
    fields[.authorization] = try authorization()
    return try await CredentialsDocument.credentials(in: reader.read(url.text, fields: fields), from: Self.name)
  }

  /// The file is read each time, since EKS renews what is in it.
  private func authorization() throws(CredentialsError) -> String? {
    let variable: String
    let token: String?
    if let path = environment.nonEmpty("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
      variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CredentialsError(.misconfigured, "\(variable) names a file that cannot be read.")
      }
      token = String(decoding: data, as: UTF8.self)
    } else {
      variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
      token = environment.nonEmpty(variable)
    }
    guard let token else { return nil }
    let trimmed = token.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
    // Such as "Bearer abc": a blank may be within.
    guard !trimmed.isEmpty, String(trimmed).utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
      throw CredentialsError(.misconfigured, "\(variable) is empty, or has a control in it.")
    }
    return String(trimmed)
  }
}
