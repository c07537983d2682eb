/// An account in a region, by which its things are named.
package struct Place: Sendable, Hashable {
  package var account: String
  package var region: String

  package init(account: String = "123456789012", region: String = "eu-west-1") {
    self.account = account
    self.region = region
  }

  package func cluster(_ name: String) -> String { "arn:aws:ecs:\(region):\(account):cluster/\(name)" }

  package func service(_ name: String, in cluster: String) -> String {
    "arn:aws:ecs:\(region):\(account):service/\(cluster)/\(name)"
  }

  package func taskDefinition(_ family: String) -> String {
    "arn:aws:ecs:\(region):\(account):task-definition/\(family):1"
  }

  package func loadBalancer(_ name: String, kind: String = "app") -> String {
    "arn:aws:elasticloadbalancing:\(region):\(account):loadbalancer/\(kind)/\(name)/50dc6c495c0c9188"
  }

  package func targetGroup(_ name: String) -> String {
    "arn:aws:elasticloadbalancing:\(region):\(account):targetgroup/\(name)/73e2d6bc24d8a067"
  }
}
