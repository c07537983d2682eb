package import AWS
package import FoundationEssentials

/// The events that EventBridge delivers when services of ECS change, as bytes of JSON, with what real ones have beside
/// the members that matter.
package struct EventFixtures: Sendable {
  /// How a caller has named the cluster.
  package enum ClusterReference: Sendable, CaseIterable {
    case name, arn
    /// Not at all: then it is the one called `default`.
    case absent
  }

  /// Calls of ECS that CloudTrail tells of.
  package enum Call: String, Sendable, CaseIterable {
    case createService = "CreateService"
    case updateService = "UpdateService"
    case deleteService = "DeleteService"
  }

  package var place: Place
  package var date: Date

  package init(place: Place = Place(), date: Date = Date(timeIntervalSince1970: 1_795_281_342)) {
    self.place = place
    self.date = date
  }

  // MARK: CloudTrail

  /// A call that succeeded.
  package func called(
    _ call: Call, service: String, cluster: String, as reference: ClusterReference = .name,
    loadBalancers: [ECSLoadBalancer] = [], id: Int = 1
  ) -> [UInt8] {
    let status = call == .deleteService ? "DRAINING" : "ACTIVE"
    let described = ECSService(
      serviceArn: place.service(service, in: cluster), serviceName: service, clusterArn: place.cluster(cluster),
      status: status, desiredCount: call == .deleteService ? 0 : 1, runningCount: 0, loadBalancers: loadBalancers)
    let response = JSONText.object([("service", ServiceDocument.text(described, place))])
    return trail(
      call.rawValue, parameters(call, service, cluster, reference, loadBalancers), response: response, id: id)
  }

  /// A call that was refused: there is an error and no answer.
  package func refused(
    _ call: Call, service: String, cluster: String, as reference: ClusterReference = .name,
    code: String = "InvalidParameterException", message: String = "Creation of service was not idempotent.",
    id: Int = 1
  ) -> [UInt8] {
    trail(
      call.rawValue, parameters(call, service, cluster, reference, []), response: "null",
      error: [("errorCode", JSONText.string(code)), ("errorMessage", JSONText.string(message))], id: id)
  }

  /// A call of another service that has the same name, such as App Runner's CreateService.
  package func calledElsewhere(_ call: Call, source: String = "apprunner") -> [UInt8] {
    trail(
      call.rawValue, JSONText.object([("serviceName", JSONText.string("weatherapp"))]),
      response: JSONText.object([("service", JSONText.object([("serviceId", JSONText.string("8fe1e10304f84fd2"))]))]),
      source: source, id: 1)
  }

  private func parameters(
    _ call: Call, _ service: String, _ cluster: String, _ reference: ClusterReference,
    _ loadBalancers: [ECSLoadBalancer]
  ) -> String {
    let named: String? =
      switch reference {
      case .name: JSONText.string(cluster)
      case .arn: JSONText.string(place.cluster(cluster))
      case .absent: nil
      }
    let balancers = JSONText.list(loadBalancers.map(ServiceDocument.balancer))
    switch call {
    case .createService:
      return JSONText.object([
        ("cluster", named), ("serviceName", JSONText.string(service)),
        ("taskDefinition", JSONText.string(place.taskDefinition(service))), ("loadBalancers", balancers),
        ("desiredCount", "1"), ("clientToken", JSONText.string("6b1d5c1e-0b5a-4f39-9a4e-0d2c3f6a7b8c")),
      ])
    case .updateService:
      return JSONText.object([
        ("cluster", named), ("service", JSONText.string(service)),
        ("loadBalancers", loadBalancers.isEmpty ? nil : balancers), ("forceNewDeployment", "false"),
      ])
    case .deleteService:
      return JSONText.object([("cluster", named), ("service", JSONText.string(service)), ("force", "true")])
    }
  }

  private func trail(
    _ name: String, _ parameters: String, response: String, error: [(String, String?)] = [], source: String = "ecs",
    id: Int
  ) -> [UInt8] {
    let identity = JSONText.object([
      ("type", JSONText.string("AssumedRole")), ("principalId", JSONText.string("AROAEXAMPLE:deploy")),
      ("arn", JSONText.string("arn:aws:sts::\(place.account):assumed-role/deploy/deploy")),
      ("accountId", JSONText.string(place.account)), ("accessKeyId", JSONText.string("ASIAEXAMPLE")),
    ])
    let detail: [(String, String?)] =
      [
        ("eventVersion", JSONText.string("1.11")), ("userIdentity", identity), ("eventTime", JSONText.string(dateText)),
        ("eventSource", JSONText.string("\(source).amazonaws.com")), ("eventName", JSONText.string(name)),
        ("awsRegion", JSONText.string(place.region)), ("sourceIPAddress", JSONText.string("192.0.2.1")),
        ("userAgent", JSONText.string("aws-cli/2.31.0")),
      ] + error + [
        ("requestParameters", parameters), ("responseElements", response),
        ("requestID", JSONText.string(Self.identifier(id, "1"))),
        ("eventID", JSONText.string(Self.identifier(id, "2"))),
        ("readOnly", "false"), ("eventType", JSONText.string("AwsApiCall")), ("managementEvent", "true"),
        ("recipientAccountId", JSONText.string(place.account)), ("eventCategory", JSONText.string("Management")),
      ]
    return event("AWS API Call via CloudTrail", source: "aws.\(source)", resources: [], JSONText.object(detail), id)
  }

  // MARK: What ECS tells itself

  /// `SERVICE_DEPLOYMENT_IN_PROGRESS`, `SERVICE_DEPLOYMENT_COMPLETED` or `SERVICE_DEPLOYMENT_FAILED`.
  package func deployment(
    _ name: String = "SERVICE_DEPLOYMENT_COMPLETED", service: String, cluster: String, id: Int = 1
  ) -> [UInt8] {
    let kind = name == "SERVICE_DEPLOYMENT_FAILED" ? "ERROR" : "INFO"
    let detail = JSONText.object([
      ("eventType", JSONText.string(kind)), ("eventName", JSONText.string(name)),
      ("deploymentId", JSONText.string("ecs-svc/1234567890123456789")), ("updatedAt", JSONText.string(dateText)),
      ("reason", JSONText.string("ECS deployment ecs-svc/1234567890123456789 completed.")),
    ])
    let service = place.service(service, in: cluster)
    return event("ECS Deployment State Change", source: "aws.ecs", resources: [service], detail, id)
  }

  /// `SERVICE_STEADY_STATE` and its like.
  package func action(
    _ name: String = "SERVICE_STEADY_STATE", service: String, cluster: String, id: Int = 1
  ) -> [UInt8] {
    let detail = JSONText.object([
      ("eventType", JSONText.string("INFO")), ("eventName", JSONText.string(name)),
      ("clusterArn", JSONText.string(place.cluster(cluster))), ("createdAt", JSONText.string(dateText)),
    ])
    return event(
      "ECS Service Action", source: "aws.ecs", resources: [place.service(service, in: cluster)], detail, id)
  }

  /// What a schedule sends.
  package func schedule(id: Int = 1) -> [UInt8] {
    event(
      "Scheduled Event", source: "aws.events",
      resources: ["arn:aws:events:\(place.region):\(place.account):rule/reconcile"], "{}", id)
  }

  // MARK: All events

  private var dateText: String { date.ISO8601Format() }

  private func event(
    _ type: String, source: String, resources: [String], _ detail: String, _ id: Int
  ) -> [UInt8] {
    let text = JSONText.object([
      ("version", JSONText.string("0")), ("id", JSONText.string(Self.identifier(id, "0"))),
      ("detail-type", JSONText.string(type)), ("source", JSONText.string(source)),
      ("account", JSONText.string(place.account)), ("time", JSONText.string(dateText)),
      ("region", JSONText.string(place.region)), ("resources", JSONText.list(resources.map { JSONText.string($0) })),
      ("detail", detail),
    ])
    return Array(text.utf8)
  }

  private static func identifier(_ id: Int, _ kind: String) -> String {
    let digits = String(id)
    return "0000000\(kind)-0000-4000-8000-" + String(repeating: "0", count: max(0, 12 - digits.count)) + digits
  }
}
