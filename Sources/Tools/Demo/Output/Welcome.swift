import DNS
import NameService

/// What a person reads once everything runs.
struct Welcome: Sendable {
  var strategy: DiscoveryStrategy
  var portalPort: Int
  var names: ServerAddress
  var logs: String
  var isLive = false

  var text: String {
    let url = "http://localhost:\(portalPort)"
    return """

      The portal is at \(url)
      It finds the backends by \(explanation)
      Data: \(data)

        curl \(url)/stock/AMZN
        curl \(url)/weather/Amsterdam
        curl -i \(url)/book/9780131103627    X-Served-By names the instance that answered
      \(question)
      Logs of all instances: \(logs) (removed at the end)
      Ctrl-C stops everything.

      """
  }

  private var data: String {
    isLive
      ? "from real providers on the internet (docs/providers.md)"
      : "samples that come with the services; LIVE=1 make run asks real providers"
  }

  private var explanation: String {
    let others = DiscoveryStrategy.allCases.filter { $0 != strategy }.map(\.rawValue).joined(separator: ", ")
    let ttl =
      switch strategy {
      case .route53, .cloudmap: " (here for \(DemoNames.plan.cloudMapTTL) s at a time, in AWS for 60 s)"
      case .consul, .weave, .static: ""
      }
    return "\(strategy.rawValue)\(ttl); STRATEGY=… make run takes another: \(others)"
  }

  private var question: String {
    guard let question = strategy.question(about: "weather") else { return "" }
    return "  dig @\(names.address) -p \(names.port) \(question)\n"
  }
}
