/// The name that AWS gives a thing: `arn:partition:service:region:account:resource`.
struct ARN: Sendable, Hashable {
  var partition: String
  var service: String
  var region: String
  var account: String
  /// `service/main/weather`, with whatever colons are in it.
  var resource: String

  /// Nil where `text` is none.
  init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 6, parts[0] == "arn", !parts[2].isEmpty, !parts[5].isEmpty else { return nil }
    (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
  }

  /// What is between the slashes.
  var path: [String] { resource.split(separator: "/", omittingEmptySubsequences: false).map(String.init) }
}
