/// The instances of a registry file:
///
///     {"services": [{"name": "weather", "check": {"http": "/health"},
///       "instances": [{"id": "weather-1", "address": "127.0.1.3", "port": 4567}]}]}
package enum RegistryFile {
  /// - Parameter interval: For checks that do not say how often they are made.
  package static func instances(
    of bytes: [UInt8], interval: Duration
  ) throws(DocumentFault) -> [RegisteredInstance] {
    let document = Field(try JSONReader.read(bytes))
    try document.requireObject(of: ["services"])
    let reader = InstanceReader(interval: interval)
    var seen: Set<RegisteredInstance.Key> = []
    var instances: [RegisteredInstance] = []
    for service in try document.required("services").elements("a list of services") {
      try service.requireObject(of: ["name", "check", "instances"])
      let name = try service.required("name").text(InstanceReader.serviceRule, InstanceReader.label)
      let check = try service.member("check").map(reader.check)
      for field in try service.required("instances").elements("a list of instances") {
        try field.requireObject(of: ["id"] + InstanceReader.members)
        let id = try field.required("id")
        let instance = try reader.instance(
          field, service: name, id: id.text(InstanceReader.idRule, InstanceReader.id), check: check)
        guard seen.insert(instance.key).inserted else {
          throw id.fault(mustBe: "the only one of that id in the service \(name)")
        }
        instances.append(instance)
      }
    }
    return instances
  }
}
