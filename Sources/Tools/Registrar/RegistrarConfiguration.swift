package import Chassis

/// The settings of the registrar beside those of AWS and of the log.
package struct RegistrarConfiguration: Sendable {
  enum Metrics: String, CaseIterable, Sendable {
    case none
    /// CloudWatch's embedded metric format, in the log.
    case emf
  }

  /// `Z1`, without the path before it.
  let zoneID: String
  /// Nil for what Route 53 says.
  let zoneName: String?
  let cluster: ClusterReference
  /// Seconds that a record may be kept by those who asked for it.
  let ttl: Int
  /// Nothing is changed, only told.
  var isDryRun: Bool
  let metrics: Metrics

  /// - Parameter isFunction: The program runs as a function in AWS Lambda.
  ///
  /// Throws ``ConfigurationError``.
  package init(_ settings: Settings, isFunction: Bool = false) throws {
    zoneID = try Self.required(
      settings, "REGISTRAR_ZONE_ID", allowed: "the ID of a hosted zone such as Z0123456789ABC", Self.zoneID)
    zoneName = try settings.string("REGISTRAR_ZONE_NAME").map { text in
      let name = text.lowercased().hasSuffix(".") ? String(text.lowercased().dropLast()) : text.lowercased()
      guard Self.isDomain(name) else {
        throw ConfigurationError(key: "REGISTRAR_ZONE_NAME", value: text, allowed: "a domain such as ecs.internal")
      }
      return name
    }
    cluster = try Self.required(
      settings, "REGISTRAR_CLUSTER", allowed: "the name or the ARN of a cluster", ClusterReference.init)
    ttl = try settings.integer("REGISTRAR_TTL", default: 60, in: 1...86_400)
    isDryRun = try settings.boolean("REGISTRAR_DRY_RUN", default: false)
    metrics = try settings.choice("REGISTRAR_METRICS", default: isFunction ? Metrics.emf : .none)
  }

  private static func required<Value>(
    _ settings: Settings, _ key: String, allowed: String, _ parse: (String) -> Value?
  ) throws -> Value {
    guard let text = settings.string(key) else {
      throw ConfigurationError(key: key, fault: "is not set", allowed: allowed)
    }
    guard let value = parse(text) else { throw ConfigurationError(key: key, value: text, allowed: allowed) }
    return value
  }

  /// The last part of `text`, which may begin with `/hostedzone/`.
  private static func zoneID(_ text: String) -> String? {
    let id = text.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let isPlain = id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    return (1...32).contains(id.utf8.count) && isPlain ? id : nil
  }

  private static func isDomain(_ name: String) -> Bool {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    return name.utf8.count <= 240
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count)
          && label.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2D, 0x5F].contains($0)
          }
      }
  }
}
