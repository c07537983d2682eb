import AWS

/// A service as DescribeServices tells of it.
enum ServiceDocument {
  /// Times are seconds since 1970, with a fraction.
  static func text(_ service: ECSService, _ place: Place, created: Double = 1_795_281_342.123) -> String {
    let deployment = JSONText.object([
      ("id", JSONText.string("ecs-svc/1234567890123456789")), ("status", JSONText.string("PRIMARY")),
      ("taskDefinition", JSONText.string(place.taskDefinition(service.serviceName))),
      ("desiredCount", "\(service.desiredCount)"), ("pendingCount", "0"), ("runningCount", "\(service.runningCount)"),
      ("createdAt", "\(created)"), ("updatedAt", "\(created + 60.5)"), ("rolloutState", JSONText.string("COMPLETED")),
    ])
    return JSONText.object([
      ("serviceArn", JSONText.string(service.serviceArn)), ("serviceName", JSONText.string(service.serviceName)),
      ("clusterArn", JSONText.string(service.clusterArn)),
      ("loadBalancers", JSONText.list(service.loadBalancers.map(balancer))),
      ("serviceRegistries", JSONText.list(service.serviceRegistries.map(registry))),
      ("status", JSONText.string(service.status)), ("desiredCount", "\(service.desiredCount)"),
      ("runningCount", "\(service.runningCount)"), ("pendingCount", "0"), ("launchType", JSONText.string("FARGATE")),
      ("taskDefinition", JSONText.string(place.taskDefinition(service.serviceName))),
      ("deployments", JSONText.list(service.status == "ACTIVE" ? [deployment] : [])), ("events", "[]"),
      ("createdAt", "\(created)"), ("schedulingStrategy", JSONText.string("REPLICA")),
    ])
  }

  static func balancer(_ balancer: ECSLoadBalancer) -> String {
    JSONText.object([
      ("targetGroupArn", balancer.targetGroupArn.map { JSONText.string($0) }),
      ("loadBalancerName", balancer.loadBalancerName.map { JSONText.string($0) }),
      ("containerName", balancer.containerName.map { JSONText.string($0) }),
      ("containerPort", balancer.containerPort.map(String.init)),
    ])
  }

  private static func registry(_ registry: ECSServiceRegistry) -> String {
    JSONText.object([
      ("registryArn", registry.registryArn.map { JSONText.string($0) }), ("port", registry.port.map(String.init)),
      ("containerName", registry.containerName.map { JSONText.string($0) }),
      ("containerPort", registry.containerPort.map(String.init)),
    ])
  }
}
