/// How the portal of the demo finds the backends.
enum DiscoveryStrategy: String, Sendable, CaseIterable {
  case route53
  case consul
  case cloudmap
  case weave
  case `static`

  static let standard = DiscoveryStrategy.consul

  /// What a person may ask the name server about `service`, as the words after `dig`; nil where it is not asked.
  func question(about service: String) -> String? {
    let bare = service.replacing("-", with: "")
    return switch self {
    case .route53: "\(bare)app.ecs.internal"
    case .consul: "\(service).service.consul SRV"
    case .cloudmap: "\(service).workshop.local"
    case .weave: "\(bare).weave.local"
    case .static: nil
    }
  }
}
