/// Instances in the order in which they came, each endpoint once.
struct InstanceSet {
  private(set) var members: [ServiceInstance] = []
  private var endpoints: Set<Endpoint> = []

  var isEmpty: Bool { members.isEmpty }

  /// The first one of an endpoint stays.
  mutating func insert(_ instance: ServiceInstance) {
    if endpoints.insert(instance.endpoint).inserted { members.append(instance) }
  }
}
