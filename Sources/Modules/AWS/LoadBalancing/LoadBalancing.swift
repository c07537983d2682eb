import XML

/// Elastic Load Balancing, of both generations. Calls throw ``AWSError``: `loadBalancerNotFound` and
/// `targetGroupNotFound` where one of those named is not there, whatever there is of the others; or `CancellationError`.
package struct LoadBalancing: Sendable {
  /// Most names or ARNs of one call.
  static let namesPerCall = 20

  private let client: AWSClient

  package init(_ client: AWSClient) {
    self.client = client
  }

  /// The classic load balancers of these names; all of them where none is named.
  package func classic(named names: [String] = []) async throws -> [ClassicLoadBalancer] {
    try await listed("LoadBalancerNames", names) { named in
      let root = try await query(
        .classicLoadBalancing, "DescribeLoadBalancers", version: "2012-06-01", named)
      return try (
        root.members("LoadBalancerDescriptions").map { element throws(AWSError) in
          try ClassicLoadBalancer(
            name: element.required("LoadBalancerName"), dnsName: element.required("DNSName"))
        }, root.optional("NextMarker")
      )
    }
  }

  /// The application, network and gateway load balancers of these ARNs; all of them where none is given.
  package func loadBalancers(_ arns: [String] = []) async throws -> [LoadBalancer] {
    try await listed("LoadBalancerArns", arns, describeLoadBalancers)
  }

  /// Those of these names.
  package func loadBalancers(named names: [String]) async throws -> [LoadBalancer] {
    names.isEmpty ? [] : try await listed("Names", names, describeLoadBalancers)
  }

  /// The target groups of these ARNs; all of them where none is given.
  package func targetGroups(_ arns: [String] = []) async throws -> [TargetGroup] {
    try await listed("TargetGroupArns", arns) { named in
      let root = try await query(.loadBalancing, "DescribeTargetGroups", version: "2015-12-01", named)
      return try (
        root.members("TargetGroups").map { element throws(AWSError) in
          try TargetGroup(
            arn: element.required("TargetGroupArn"), name: element.required("TargetGroupName"),
            loadBalancerARNs: element.members("LoadBalancerArns").map(\.text.trimmed).filter { !$0.isEmpty })
        }, root.optional("NextMarker")
      )
    }
  }

  private typealias Parameters = [(name: String, value: String)]

  private func describeLoadBalancers(_ named: Parameters) async throws -> ([LoadBalancer], String?) {
    let root = try await query(.loadBalancing, "DescribeLoadBalancers", version: "2015-12-01", named)
    return try (
      root.members("LoadBalancers").map { element throws(AWSError) in
        try LoadBalancer(
          arn: element.required("LoadBalancerArn"), name: element.required("LoadBalancerName"),
          dnsName: element.required("DNSName"), state: element["State"]?.optional("Code"),
          type: element.optional("Type"))
      }, root.optional("NextMarker")
    )
  }

  /// All pages of all parts of `names`; a call without names lists everything.
  private func listed<Item: Sendable>(
    _ parameter: String, _ names: [String], _ ask: (Parameters) async throws -> ([Item], String?)
  ) async throws -> [Item] {
    var items: [Item] = []
    for part in names.isEmpty ? [[]] : names.parts(of: Self.namesPerCall) {
      items += try await allPages { (mark: String?) in
        let marker: Parameters = mark.map { [(name: "Marker", value: $0)] } ?? []
        let (found, next) = try await ask(AWSCall.list(parameter, part) + marker)
        return Page(items: found, next: next)
      }
    }
    return items
  }

  /// The element with the result of an action.
  private func query(
    _ service: AWSService, _ action: String, version: String, _ parameters: Parameters
  ) async throws -> XMLElement {
    let reply = try await client.send(.form(action: action, version: version, parameters), to: service)
    guard let result = try reply.xml("\(action)Response")["\(action)Result"] else {
      throw AWSError.unexpectedAnswer("The answer has no result.")
    }
    return result
  }
}

/// Of the first generation.
package struct ClassicLoadBalancer: Sendable, Equatable {
  package var name: String
  package var dnsName: String

  package init(name: String, dnsName: String) {
    self.name = name
    self.dnsName = dnsName
  }
}

/// For applications, networks or gateways.
package struct LoadBalancer: Sendable, Equatable {
  package var arn: String
  package var name: String
  package var dnsName: String
  /// `provisioning`, `active`, `active_impaired` or `failed`.
  package var state: String?
  /// `application`, `network` or `gateway`.
  package var type: String?

  package init(arn: String, name: String, dnsName: String, state: String? = nil, type: String? = nil) {
    self.arn = arn
    self.name = name
    self.dnsName = dnsName
    self.state = state
    self.type = type
  }
}

/// Where load balancers send to.
package struct TargetGroup: Sendable, Equatable {
  package var arn: String
  package var name: String
  /// At most one by today's rules; none where nothing sends to it.
  package var loadBalancerARNs: [String]

  package init(arn: String, name: String, loadBalancerARNs: [String]) {
    self.arn = arn
    self.name = name
    self.loadBalancerARNs = loadBalancerARNs
  }
}
