import FoundationEssentials

/// Reads what a function is handed: events of EventBridge, and the wishes of people, `{}`, `{"withdraw":true}` and
/// `{"dryRun":true}`.
enum EventReader {
  /// EventBridge sends at most 1 MB.
  static let longest = 2 << 20
  private static let serviceCalls: Set<String> = ["CreateService", "UpdateService", "DeleteService"]

  /// Throws ``RegistrarError`` where the bytes are neither.
  static func read(_ bytes: [UInt8]) throws(RegistrarError) -> RegistrarEvent {
    guard bytes.count <= longest else {
      throw RegistrarError(.invalidEvent, "The event has \(bytes.count) bytes, and may have \(longest).")
    }
    let document: EventDocument
    do {
      document = try JSONDecoder().decode(EventDocument.self, from: Data(bytes))
    } catch {
      throw RegistrarError(.invalidEvent, "The event is no JSON object.")
    }
    guard let type = document.detailType else { return try wish(document) }
    var event = RegistrarEvent(
      trigger: String(type.prefix(100)), wish: .nothing("events of this kind do not concern names"),
      account: document.account, region: document.region)
    switch type {
    case "AWS API Call via CloudTrail": readCall(document.detail, into: &event)
    case "ECS Deployment State Change", "ECS Service Action": readServiceEvent(document, into: &event)
    case "Scheduled Event":
      event.trigger = "schedule"
      event.wish = .reconcile(.all)
    default: break
    }
    return event
  }

  private static func wish(_ document: EventDocument) throws(RegistrarError) -> RegistrarEvent {
    let known: Set = ["withdraw", "reconcile", "dryRun"]
    guard document.names.isSubset(of: known), document.flags.count == document.names.count else {
      throw RegistrarError(
        .invalidEvent,
        #"The event is none of EventBridge, and no wish: {}, {"reconcile":true} or {"withdraw":true}, each with "dryRun"."#
      )
    }
    guard document.flags["withdraw"] == true else {
      let isAsked = document.flags["reconcile"] ?? true
      return RegistrarEvent(
        trigger: "request", wish: isAsked ? .reconcile(.all) : .nothing("nothing was asked for"),
        isDryRun: document.flags["dryRun"] == true)
    }
    guard document.flags["reconcile"] != true else {
      throw RegistrarError(.invalidEvent, "The event asks for both to reconcile and to withdraw.")
    }
    return RegistrarEvent(trigger: "request", wish: .withdraw, isDryRun: document.flags["dryRun"] == true)
  }

  /// A call of somebody's to AWS, as CloudTrail recorded it.
  private static func readCall(_ detail: EventDocument.Detail?, into event: inout RegistrarEvent) {
    guard let detail, let name = detail.eventName else { return }
    event.trigger = String(name.prefix(100))
    switch detail.eventSource {
    case "ecs.amazonaws.com" where serviceCalls.contains(name): break
    // A listener or a rule may have joined a target group to a load balancer, or one of them is gone.
    case "elasticloadbalancing.amazonaws.com" where !name.hasPrefix("Describe"): break
    default: return
    }
    if let code = detail.errorCode { return event.wish = .nothing("the call failed: \(code.prefix(200))") }
    guard detail.eventSource == "ecs.amazonaws.com" else { return event.wish = .reconcile(.all) }
    // ECS answers each of these calls with the service, whenever it did anything.
    guard let response = detail.responseElements else { return event.wish = .nothing("the call had no result") }
    read(
      service: response.service?.serviceName ?? detail.requestParameters?.serviceName
        ?? detail.requestParameters?.service,
      cluster: response.service?.clusterArn ?? detail.requestParameters?.cluster ?? ClusterReference.standard,
      into: &event)
  }

  /// One of ECS's own, whose first resource is the service's ARN.
  private static func readServiceEvent(_ document: EventDocument, into event: inout RegistrarEvent) {
    event.trigger = document.detail?.eventName.map { String($0.prefix(100)) } ?? event.trigger
    guard let arn = document.resources.first.flatMap(ARN.init), arn.path.first == "service" else {
      return event.wish = .nothing("it names no service")
    }
    // Without the cluster in it where the service was made before 2019.
    let cluster = document.detail?.clusterArn ?? (arn.path.count == 3 ? arn.path[1] : nil)
    read(service: document.resources.first, cluster: cluster, into: &event)
  }

  /// - Parameters:
  ///   - service: A name or an ARN.
  ///   - cluster: The same; nil where the event does not say.
  private static func read(service: String?, cluster: String?, into event: inout RegistrarEvent) {
    if let cluster {
      guard let reference = ClusterReference(cluster) else { return event.wish = .nothing("it names no cluster") }
      event.cluster = reference
    }
    let name = service.flatMap { ARN($0)?.path.last ?? $0 }
    guard let name, ServiceLabel.isServiceName(name) else { return event.wish = .nothing("it names no service") }
    event.wish = .reconcile(.services([name]))
  }
}
