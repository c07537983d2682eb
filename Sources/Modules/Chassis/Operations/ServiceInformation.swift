import HTTPServer

/// What `/info` tells: which program this is, which instance of it, and how it is configured.
struct ServiceInformation: Sendable {
  var service: String
  var version: String
  var instance: InstanceIdentity
  var startedAt: Timestamp
  /// What the service adds by itself, such as `provider` or `strategy`.
  var details: [String: String]
  var settings: Settings
  /// Nil where the service does not register itself.
  var registration: RegistrationStatus?
  var now: @Sendable () -> Timestamp = Timestamp.now

  func response() throws -> Response {
    try .encoding(document)
  }

  var document: JSONValue {
    var common: [String: JSONValue] = [
      "service": .string(service),
      "version": .string(version),
      "containerid": .string(instance.containerID),
      "instanceid": .string(instance.instanceID),
      "startedAt": .string(startedAt.iso8601),
      "uptimeSeconds": .integer(max(0, Int((now().milliseconds - startedAt.milliseconds) / 1000))),
      "configuration": .object(settings.effective.mapValues { $0.isEmpty ? .null : .string($0) }),
    ]
    if let registration { common["registration"] = registration.document }
    return .object(details.mapValues(JSONValue.string).merging(common) { $1 })
  }
}
