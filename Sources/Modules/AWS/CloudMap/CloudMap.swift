/// AWS Cloud Map: services and their instances. Calls throw ``AWSError``, or `CancellationError`.
package struct CloudMap: Sendable {
  private let client: AWSClient

  package init(_ client: AWSClient) {
    self.client = client
  }

  /// All services of the account, or those of a namespace.
  package func services(inNamespace id: String? = nil) async throws -> [CloudMapService] {
    struct Filter: Encodable {
      var Name = "NAMESPACE_ID"
      var Values: [String]
      var Condition = "EQ"
    }
    struct Input: Encodable {
      var Filters: [Filter]?
      var NextToken: String?
    }
    struct Output: Decodable {
      var Services: [CloudMapService]?
      var NextToken: String?
    }
    return try await allPages { mark in
      let input = Input(Filters: id.map { [Filter(Values: [$0])] }, NextToken: mark)
      let output: Output = try await call("ListServices", input, at: .cloudMap)
      return Page(items: output.Services ?? [], next: output.NextToken)
    }
  }

  /// Instances that are healthy, or all where none is; at most 1000, in an order that chance makes.
  package func instances(of service: String, in namespace: String) async throws -> [CloudMapInstance] {
    struct Input: Encodable {
      var NamespaceName: String
      var ServiceName: String
      var MaxResults = 1000
      var HealthStatus = "HEALTHY_OR_ELSE_ALL"
    }
    struct Output: Decodable {
      var Instances: [CloudMapInstance]?
    }
    let input = Input(NamespaceName: namespace, ServiceName: service)
    let output: Output = try await call("DiscoverInstances", input, at: .cloudMapData)
    return output.Instances ?? []
  }

  private func call<Output: Decodable>(
    _ operation: String, _ input: some Encodable, at service: AWSService
  ) async throws -> Output {
    try await client.send(.json(target: "Route53AutoNaming_v20170314.\(operation)", input), to: service)
      .json(Output.self)
  }
}

package struct CloudMapService: Sendable, Equatable, Decodable {
  package var id: String
  package var arn: String
  package var name: String

  private enum CodingKeys: String, CodingKey {
    case id = "Id", arn = "Arn", name = "Name"
  }
}

package struct CloudMapInstance: Sendable, Equatable, Decodable {
  package var id: String
  /// `HEALTHY`, `UNHEALTHY` or `UNKNOWN`.
  package var health: String?
  /// Such as `AWS_INSTANCE_IPV4` and `AWS_INSTANCE_PORT`.
  package var attributes: [String: String]

  private enum CodingKeys: String, CodingKey {
    case id = "InstanceId", health = "HealthStatus", attributes = "Attributes"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    id = try values.decode(String.self, forKey: .id)
    health = try values.decodeIfPresent(String.self, forKey: .health)
    attributes = try values.decodeIfPresent([String: String].self, forKey: .attributes) ?? [:]
  }
}
