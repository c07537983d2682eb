/// What the registrar is handed, and the marks that it finds in a zone: any bytes are read or refused, and what was read is
/// nothing that AWS could not mean.
enum EventsTarget {
  static func run(_ bytes: [UInt8]) {
    if let event = try? EventReader.read(bytes) { check(event) }
    if let ownership = Ownership(value: String(decoding: bytes, as: UTF8.self)) {
      require(Ownership(value: ownership.value) == ownership, "a mark that was written reads as itself")
    }
  }

  private static func check(_ event: RegistrarEvent) {
    require(event.trigger.count <= 100, "no trigger is longer than a log can bear")
    if case .reconcile(.services(let names)) = event.wish {
      require(names.allSatisfy(ServiceLabel.isServiceName), "ECS is asked for what can be a service")
    }
    if let cluster = event.cluster { require(ClusterReference(cluster.description) == cluster, "a cluster is one") }
    let identity = ClusterIdentity(account: "123456789012", region: "eu-west-1", cluster: "main")
    let addressed = event.addressed(to: identity)
    require(addressed.addressed(to: identity) == addressed, "what is ours stays ours")
    if addressed.wish == .withdraw { require(event.wish == .withdraw, "nobody withdraws who was not asked to") }
  }
}
