import AWSTesting
import HTTPClient

@testable import AWS

extension MotoWorld {
  /// Asks the metadata for region and keys, unless `more` says them.
  func client(_ more: [String: String] = ["AWS_REGION": "eu-west-1"]) async throws -> AWSClient {
    let http = Client()
    var client = try await AWSClient.configured(by: environment.merging(more) { $1 }, calls: http, local: http)
    (client.timeout, client.attemptTimeout) = (.seconds(600), .seconds(300))
    return client
  }
}
