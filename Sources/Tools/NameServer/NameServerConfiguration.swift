import Chassis
import DNS
import NameService

/// The settings of the name server beside those that every program has.
struct NameServerConfiguration: Sendable {
  let listen: ServerAddress
  let registryFile: String?
  let healthInterval: Duration
  let followed: [FollowedName]
  let followInterval: Duration
  let plan: ZonePlan

  /// Throws ``ConfigurationError``.
  init(_ settings: Settings) throws {
    listen = try Self.address(settings.string("DNS_LISTEN", default: "127.0.0.1:8600"))
    registryFile = settings.string("REGISTRY_FILE")
    healthInterval = try settings.duration(
      "HEALTH_INTERVAL", default: .seconds(10), in: .milliseconds(100) ... .seconds(3600))
    followed = try settings.list("FOLLOW").map { text in
      guard let name = FollowedName(text) else {
        throw ConfigurationError(
          key: "FOLLOW", value: text,
          allowed: "service=host:port, several separated by commas, such as weather=weather.internal:4567")
      }
      return name
    }
    followInterval = try settings.duration(
      "FOLLOW_INTERVAL", default: .seconds(2), in: .milliseconds(100) ... .seconds(3600))
    var plan = ZonePlan()
    plan.route53TTL = try Self.ttl("ROUTE53_TTL", settings, plan.route53TTL)
    plan.consulTTL = try Self.ttl("CONSUL_TTL", settings, plan.consulTTL)
    plan.cloudMapTTL = try Self.ttl("CLOUDMAP_TTL", settings, plan.cloudMapTTL)
    plan.weaveTTL = try Self.ttl("WEAVE_TTL", settings, plan.weaveTTL)
    plan.negativeTTL = try Self.ttl("NEGATIVE_TTL", settings, plan.negativeTTL)
    self.plan = plan
  }

  /// DNS tells whole seconds only.
  private static func ttl(_ key: String, _ settings: Settings, _ fallback: UInt32) throws -> UInt32 {
    let duration = try settings.duration(key, default: .seconds(Int64(fallback)))
    guard duration.components.attoseconds == 0 else {
      throw ConfigurationError(
        key: key, value: DurationText.format(duration), allowed: "whole seconds: DNS knows no shorter time")
    }
    return UInt32(duration.components.seconds)
  }

  /// An address and a port, also port 0 for any free one.
  private static func address(_ text: String) throws -> ServerAddress {
    let split = text.lastIndex(of: ":") ?? text.endIndex
    var host = text[..<split]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard let address = IPAddress(String(host)), let port = UInt16(text[split...].dropFirst()) else {
      throw ConfigurationError(
        key: "DNS_LISTEN", value: text,
        allowed: "an IP address and a port such as 127.0.0.1:8600 or [::1]:8600, with port 0 for any free one")
    }
    return ServerAddress(address, port: port)
  }
}
