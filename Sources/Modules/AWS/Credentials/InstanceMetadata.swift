import HTTPClient
import HTTPTypes
import Timing

/// The metadata of an EC2 instance, version 2 only: version 1 answers anyone who can have a request sent.
struct InstanceMetadata: CredentialsSource {
  private static let name = "The metadata of the EC2 instance"

  private let base: String
  private let reader: MetadataReader

  /// Nil where `AWS_EC2_METADATA_DISABLED` is `true`. `AWS_EC2_METADATA_SERVICE_ENDPOINT` names another server than the
  /// usual, which `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE=IPv6` has asked by IPv6.
  init?(environment: [String: String], transport: any AWSTransport, time: TimeSource) throws(CredentialsError) {
    if environment.nonEmpty("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" { return nil }
    if let endpoint = environment.nonEmpty("AWS_EC2_METADATA_SERVICE_ENDPOINT") {
      guard let url = PlainURL(endpoint), !url.rest.contains("?") else {
        throw CredentialsError(
          .misconfigured, "AWS_EC2_METADATA_SERVICE_ENDPOINT must be an http or https URL.")
      }
      base = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
    } else {
      let mode = environment.nonEmpty("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased()
      base = mode == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
    }
    reader = MetadataReader(
      transport: transport, time: time, source: Self.name, timeout: .seconds(1), attempts: 2)
  }

  func credentials() async throws -> Credentials {
    do {
      return try await roleCredentials()
    } catch var error as CredentialsError {
      // Most who see this are on no instance at all.
      error.message += " Elsewhere, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
      throw error
    }
  }

  private func roleCredentials() async throws -> Credentials {
    let token = try await token()
    let roles = "/latest/meta-data/iam/security-credentials/"
    let text = try await text(at: roles, token: token)
    guard let role = text.split(whereSeparator: \.isNewline).first.map(String.init), role.isFieldText else {
      throw CredentialsError(.absent, "The EC2 instance has no role.")
    }
    let bytes = try await get(roles + PercentCoding.encode(role), token: token)
    return try CredentialsDocument.credentials(in: bytes, from: Self.name)
  }

  /// Such as `eu-central-1`. Throws as ``credentials()`` does.
  func region() async throws -> Region {
    let region = try await text(at: "/latest/meta-data/placement/region", token: token())
    guard let known = Region(region) else {
      throw CredentialsError(.unavailable, "\(Self.name) answered no region.")
    }
    return known
  }

  /// Asked for anew each time: credentials are asked for once in hours.
  private func token() async throws -> String {
    let bytes = try await reader.read(
      base + "/latest/api/token", method: .put, fields: [.known("X-aws-ec2-metadata-token-ttl-seconds"): "60"])
    let token = String(decoding: bytes, as: UTF8.self)
    guard token.isFieldText else {
      throw CredentialsError(.unavailable, "\(Self.name) answered no token.")
    }
    return token
  }

  private func text(at path: String, token: String) async throws -> String {
    try await String(decoding: get(path, token: token), as: UTF8.self)
  }

  private func get(_ path: String, token: String) async throws -> [UInt8] {
    try await reader.read(base + path, fields: [.known("X-aws-ec2-metadata-token"): token])
  }
}
