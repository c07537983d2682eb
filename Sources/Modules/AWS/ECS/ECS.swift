/// Amazon ECS. A cluster may be given by its name or its ARN. Calls throw ``AWSError``, or `CancellationError`.
package struct ECS: Sendable {
  /// Most services of one call to DescribeServices.
  static let servicesPerCall = 10
  /// Most clusters of one call to DescribeClusters.
  static let clustersPerCall = 100

  private let client: AWSClient

  package init(_ client: AWSClient) {
    self.client = client
  }

  /// The ARNs of the services in the cluster.
  package func serviceARNs(in cluster: String) async throws -> [String] {
    struct Input: Encodable {
      var cluster: String
      var maxResults = 100
      var nextToken: String?
    }
    struct Output: Decodable {
      var serviceArns: [String]?
      var nextToken: String?
    }
    return try await allPages { mark in
      let output: Output = try await call("ListServices", Input(cluster: cluster, nextToken: mark))
      return Page(items: output.serviceArns ?? [], next: output.nextToken)
    }
  }

  /// The services by names or ARNs, those among them that are draining or were deleted not long ago, and which there are
  /// not.
  package func services(_ services: [String], in cluster: String) async throws -> Described<ECSService> {
    struct Input: Encodable {
      var cluster: String
      var services: [String]
    }
    struct Output: Decodable {
      var services: [ECSService]?
      var failures: [ECSFailure]?
    }
    var described = Described<ECSService>()
    for part in services.parts(of: Self.servicesPerCall) {
      let output: Output = try await call("DescribeServices", Input(cluster: cluster, services: part))
      described.items += output.services ?? []
      described.failures += output.failures ?? []
    }
    return described
  }

  package func clusters(_ clusters: [String]) async throws -> Described<ECSCluster> {
    struct Input: Encodable {
      var clusters: [String]
    }
    struct Output: Decodable {
      var clusters: [ECSCluster]?
      var failures: [ECSFailure]?
    }
    var described = Described<ECSCluster>()
    for part in clusters.parts(of: Self.clustersPerCall) {
      let output: Output = try await call("DescribeClusters", Input(clusters: part))
      described.items += output.clusters ?? []
      described.failures += output.failures ?? []
    }
    return described
  }

  private func call<Output: Decodable>(_ operation: String, _ input: some Encodable) async throws -> Output {
    let call = try AWSCall.json(target: "AmazonEC2ContainerServiceV20141113.\(operation)", input)
    return try await client.send(call, to: .ecs).json(Output.self)
  }
}

extension Array {
  /// In their order, at most `size` in each; `size` is positive.
  func parts(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
