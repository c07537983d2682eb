/// What was found of what was asked for.
package struct Described<Item: Sendable>: Sendable {
  package var items: [Item] = []
  package var failures: [ECSFailure] = []

  package init(items: [Item] = [], failures: [ECSFailure] = []) {
    self.items = items
    self.failures = failures
  }
}

/// Why one of those asked for was not found.
package struct ECSFailure: Sendable, Equatable, Decodable {
  package var arn: String?
  /// `MISSING`
  package var reason: String?
}

package struct ECSCluster: Sendable, Equatable, Decodable {
  package var clusterArn: String
  package var clusterName: String
  /// `ACTIVE`, `INACTIVE` and so on.
  package var status: String
}

/// A service of a cluster, with what names it to others.
package struct ECSService: Sendable, Equatable, Decodable {
  package var serviceArn: String
  package var serviceName: String
  package var clusterArn: String
  /// `ACTIVE`, `DRAINING` or `INACTIVE`.
  package var status: String
  package var desiredCount: Int
  package var runningCount: Int
  package var loadBalancers: [ECSLoadBalancer]
  package var serviceRegistries: [ECSServiceRegistry]

  package init(
    serviceArn: String, serviceName: String, clusterArn: String, status: String = "ACTIVE", desiredCount: Int = 1,
    runningCount: Int = 1, loadBalancers: [ECSLoadBalancer] = [], serviceRegistries: [ECSServiceRegistry] = []
  ) {
    self.serviceArn = serviceArn
    self.serviceName = serviceName
    self.clusterArn = clusterArn
    self.status = status
    self.desiredCount = desiredCount
    self.runningCount = runningCount
    self.loadBalancers = loadBalancers
    self.serviceRegistries = serviceRegistries
  }

  private enum CodingKeys: CodingKey {
    case serviceArn, serviceName, clusterArn, status, desiredCount, runningCount, loadBalancers, serviceRegistries
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    serviceArn = try values.decode(String.self, forKey: .serviceArn)
    serviceName = try values.decode(String.self, forKey: .serviceName)
    clusterArn = try values.decode(String.self, forKey: .clusterArn)
    status = try values.decode(String.self, forKey: .status)
    desiredCount = try values.decodeIfPresent(Int.self, forKey: .desiredCount) ?? 0
    runningCount = try values.decodeIfPresent(Int.self, forKey: .runningCount) ?? 0
    loadBalancers = try values.decodeIfPresent([ECSLoadBalancer].self, forKey: .loadBalancers) ?? []
    serviceRegistries = try values.decodeIfPresent([ECSServiceRegistry].self, forKey: .serviceRegistries) ?? []
  }
}

/// A load balancer that sends to a service: a classic one by its name, the others by a target group.
package struct ECSLoadBalancer: Sendable, Equatable, Decodable {
  package var loadBalancerName: String?
  package var targetGroupArn: String?
  package var containerName: String?
  package var containerPort: Int?

  package init(
    loadBalancerName: String? = nil, targetGroupArn: String? = nil, containerName: String? = nil,
    containerPort: Int? = nil
  ) {
    self.loadBalancerName = loadBalancerName
    self.targetGroupArn = targetGroupArn
    self.containerName = containerName
    self.containerPort = containerPort
  }
}

/// A service of Cloud Map in which a service of ECS registers its tasks.
package struct ECSServiceRegistry: Sendable, Equatable, Decodable {
  package var registryArn: String?
  package var port: Int?
  package var containerName: String?
  package var containerPort: Int?
}
