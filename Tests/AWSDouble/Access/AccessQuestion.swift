/// What IAM is asked before a request is looked at.
struct AccessQuestion: Sendable {
  var action: String
  /// All of them must be allowed; `*` for an action that knows none.
  var resources: [String]
  /// By keys in lower case.
  var context: [String: [String]] = [:]

  /// Who asks is a role of the account, and the service names it where it refuses.
  func refusal(_ family: ServiceFamily, _ place: Place) -> ServiceFault {
    let who = "arn:aws:sts::\(place.account):assumed-role/registrar/registrar"
    let message =
      "User: \(who) is not authorized to perform: \(action) on resource: \(resources.first ?? "*") because no "
      + "identity-based policy allows the \(action) action"
    return family == .ecs
      ? ServiceFault("AccessDeniedException", message) : ServiceFault("AccessDenied", message, status: 403)
  }

  init(_ family: ServiceFamily, _ operation: String, _ request: DoubleRequest, _ place: Place) {
    switch family {
    case .route53: self.init(route53: operation, request)
    case .ecs: self.init(ecs: operation, request, place)
    case .loadBalancing:
      self.init(action: "elasticloadbalancing:\(operation.split(separator: ":").last ?? "")", resources: ["*"])
    }
  }

  private init(action: String, resources: [String]) {
    self.action = action
    self.resources = resources
  }

  private init(route53 operation: String, _ request: DoubleRequest) {
    action = "route53:\(operation)"
    let path = request.path.split(separator: "/").map { String($0).percentDecoded }
    resources = path.count > 2 ? ["arn:aws:route53:::\(path[1])/\(path[2])"] : ["*"]
    guard operation == "ChangeResourceRecordSets",
      let changes = try? ChangeDocument.changes(request.body)
    else { return }
    let prefix = "route53:changeresourcerecordsets"
    context["\(prefix)normalizedrecordnames"] = changes.map { Self.normalized($0.records.name) }
    context["\(prefix)recordtypes"] = changes.map(\.records.type)
    context["\(prefix)actions"] = changes.map(\.action.rawValue)
  }

  /// In lower case, escaped, without the last dot.
  private static func normalized(_ name: String) -> String {
    (try? DomainName(name)).map { String($0.description.dropLast()) } ?? name
  }

  private init(ecs operation: String, _ request: DoubleRequest, _ place: Place) {
    action = "ecs:\(operation)"
    let input = try? ECSDouble.input(request)
    func last(_ reference: String) -> String { reference.split(separator: "/").last.map(String.init) ?? "" }
    let cluster = last(input?.cluster ?? "default")
    switch operation {
    case "DescribeServices":
      resources = (input?.services ?? []).map { place.service(last($0), in: cluster) }
    case "DescribeClusters":
      resources = (input?.clusters ?? ["default"]).map { place.cluster(last($0)) }
    default:
      resources = ["*"]
    }
    context["ecs:cluster"] = [place.cluster(cluster)]
  }
}
