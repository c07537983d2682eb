package import Chassis
package import FoundationEssentials
import HTTPClient
package import Logging
import Synchronization
package import Timing

/// What a service needs for calls to providers; made once.
package struct Outside: Sendable {
  package let settings: Settings
  package let transport: any UpstreamTransport
  package let time: TimeSource
  /// The date that answers are marked with.
  package let now: @Sendable () -> Date
  package let logger: Logger
  package var random = RandomSource.system

  /// Goes out with every call, and names the product as providers ask for.
  package static let userAgent = "ecs-service-discovery/1.0"

  package init(
    settings: Settings, transport: any UpstreamTransport, time: TimeSource = .real,
    now: @escaping @Sendable () -> Date = { Date() }, logger: Logger
  ) {
    self.settings = settings
    self.transport = transport
    self.time = time
    self.now = now
    self.logger = logger
  }

  package init(_ service: ServiceBuilder) {
    self.init(settings: service.settings, transport: LazyClient(), logger: service.logger)
  }

  /// The first of the settings `names`, or of the files that `NAME_FILE` names, that is set. Throws
  /// ``ConfigurationError`` where none is.
  package func key(_ names: String..., for provider: String) throws -> Secret {
    for name in names {
      if let key = try settings.secret(name) { return key }
    }
    throw ConfigurationError(
      key: names.first ?? "", fault: "is not set",
      allowed: "the key for the provider \(provider)\(Self.alternatives(names))")
  }

  /// Whether any of the settings `names`, or of `NAME_FILE`, is set.
  package func hasKey(_ names: String...) -> Bool {
    names.contains { settings.isSet($0) || settings.isSet($0 + "_FILE") }
  }

  private static func alternatives(_ names: [String]) -> String {
    let all = names.dropFirst() + names.map { $0 + "_FILE" }
    return ", here or in \(all.joined(separator: " or "))"
  }
}

/// Providers are asked through a client of their own, which only a service that asks some starts.
private final class LazyClient: UpstreamTransport {
  private let client = Mutex<Client?>(nil)

  func execute(_ request: ClientRequest) async throws -> ClientResponse {
    try await started().execute(request)
  }

  private func started() -> Client {
    client.withLock { client in
      if let client { return client }
      let new = Client(configuration: .outside(userAgent: Outside.userAgent))
      client = new
      return new
    }
  }
}
