import DNS
import Logging
import Timing

@testable import NameService

extension Logger {
  static let none = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
}

extension RegisteredInstance {
  /// `weather-1` of the service `weather` at 127.0.1.1, and so on.
  static func example(
    _ service: String = "weather", _ number: Int = 1, port: UInt16 = 4567, tags: [String] = [],
    check: HealthCheck? = nil
  ) -> RegisteredInstance {
    RegisteredInstance(
      service: service, id: "\(service)-\(number)", address: .v4(0x7F00_0100 + UInt32(number)), port: port, tags: tags,
      check: check)
  }
}

extension Registry {
  /// The instances with a check have failed so far.
  static func of(_ instances: RegisteredInstance...) throws -> Registry {
    let registry = Registry()
    for instance in instances { try registry.register(instance, origin: .api) }
    return registry
  }

  func health(_ id: String) -> Bool? {
    snapshot.entries.first { $0.instance.key.id == id }?.health.isPassing
  }
}
