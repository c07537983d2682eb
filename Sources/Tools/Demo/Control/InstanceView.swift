import Chassis

/// An instance as the control server shows it.
struct InstanceView: Encodable, Sendable, Equatable {
  var name: String
  var service: String
  var address: String
  var state: String
  /// Nil where no process runs.
  @Nullable var pid: Int?
  var actions: [String]

  init(_ instance: Instance, _ life: InstanceLife, pid: Int?) {
    name = instance.name
    service = instance.service
    address = "\(instance.host):\(instance.port)"
    state = life.state.rawValue
    self.pid = pid
    actions = life.actions.map(\.rawValue)
  }
}

struct InstancesView: Encodable, Sendable {
  var instances: [InstanceView]
}
