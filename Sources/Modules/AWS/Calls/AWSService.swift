/// One of AWS's interfaces: where it is and how it is spoken to.
package struct AWSService: Sendable {
  /// As messages name it.
  package let name: String
  /// First label of its host.
  let hostLabel: String
  let signingName: String
  /// In `AWS_ENDPOINT_URL_<identifier>`, as AWS's tools have it.
  let identifier: String
  let isGlobal: Bool
  /// How it tells of an error.
  let errors: ErrorForm

  enum ErrorForm {
    case json, xml
  }

  init(
    name: String, hostLabel: String, signingName: String, identifier: String, isGlobal: Bool = false,
    errors: ErrorForm
  ) {
    self.name = name
    self.hostLabel = hostLabel
    self.signingName = signingName
    self.identifier = identifier
    self.isGlobal = isGlobal
    self.errors = errors
  }

  static let route53 = AWSService(
    name: "Route 53", hostLabel: "route53", signingName: "route53", identifier: "ROUTE_53", isGlobal: true,
    errors: .xml)
  static let ecs = AWSService(
    name: "ECS", hostLabel: "ecs", signingName: "ecs", identifier: "ECS", errors: .json)
  static let classicLoadBalancing = AWSService(
    name: "Elastic Load Balancing", hostLabel: "elasticloadbalancing", signingName: "elasticloadbalancing",
    identifier: "ELASTIC_LOAD_BALANCING", errors: .xml)
  static let loadBalancing = AWSService(
    name: "Elastic Load Balancing v2", hostLabel: "elasticloadbalancing", signingName: "elasticloadbalancing",
    identifier: "ELASTIC_LOAD_BALANCING_V2", errors: .xml)
  static let cloudMap = AWSService(
    name: "Cloud Map", hostLabel: "servicediscovery", signingName: "servicediscovery",
    identifier: "SERVICEDISCOVERY", errors: .json)
  /// Finding instances is on hosts of its own.
  static let cloudMapData = AWSService(
    name: "Cloud Map", hostLabel: "data-servicediscovery", signingName: "servicediscovery",
    identifier: "SERVICEDISCOVERY", errors: .json)
}
