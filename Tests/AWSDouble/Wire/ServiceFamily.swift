/// Which service a request is for, by what it looks like: a host says nothing where all services are at one address.
enum ServiceFamily: Sendable {
  case route53, ecs, loadBalancing

  static func of(_ request: DoubleRequest) -> (family: ServiceFamily, operation: String)? {
    if let name = Route53Double.name(of: request) { return (.route53, name) }
    if let name = ECSDouble.name(of: request) { return (.ecs, name) }
    if let name = LoadBalancingDouble.name(of: request) { return (.loadBalancing, name) }
    return nil
  }

  var signingName: String {
    switch self {
    case .route53: "route53"
    case .ecs: "ecs"
    case .loadBalancing: "elasticloadbalancing"
    }
  }

  /// Route 53 is one for all regions.
  func signingRegion(in region: String) -> String { self == .route53 ? "us-east-1" : region }

  func reply(_ fault: ServiceFault, requestID: String, form: AWSDouble.RefusalForm) -> DoubleReply {
    switch self {
    case .route53:
      return Route53Answers.fault(fault, requestID: requestID, form: form)
    case .ecs:
      let body = JSONText.object([
        ("__type", JSONText.string(fault.code)), ("message", JSONText.string(fault.message)),
      ])
      return .json(body, status: fault.status)
    case .loadBalancing:
      let content = """
        <Error><Type>\(fault.status < 500 ? "Sender" : "Receiver")</Type>\(XMLText.element("Code", fault.code))\
        \(XMLText.element("Message", fault.message))</Error>\(XMLText.element("RequestId", requestID))
        """
      return .xml(
        #"<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">\#(content)</ErrorResponse>"#,
        status: fault.status)
    }
  }

  /// For the journal.
  func parameters(_ operation: String, _ request: DoubleRequest) -> [String: String] {
    switch self {
    case .route53:
      var parameters = Dictionary(request.query.map { ($0.name, $0.value) }) { $1 }
      let path = request.path.split(separator: "/")
      if path.count > 2 { parameters[path[1] == "change" ? "change" : "zone"] = String(path[2]) }
      return parameters
    case .ecs:
      guard let input = try? ECSDouble.input(request) else { return [:] }
      var parameters: [String: String] = [:]
      parameters["cluster"] = input.cluster
      parameters["services"] = input.services?.joined(separator: ",")
      parameters["clusters"] = input.clusters?.joined(separator: ",")
      return parameters
    case .loadBalancing:
      let form = Form(request.form)
      var parameters: [String: String] = [:]
      for name in ["LoadBalancerNames", "LoadBalancerArns", "Names", "TargetGroupArns"] {
        let list = form.list(name)
        if !list.isEmpty { parameters[name] = list.joined(separator: ",") }
      }
      return parameters
    }
  }
}
