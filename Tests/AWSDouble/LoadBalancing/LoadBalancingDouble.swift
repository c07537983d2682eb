import AWS
import HTTPTypes

/// Load balancers of both generations, as far as they are read. One that is not there fails the whole call.
struct LoadBalancingDouble: Sendable {
  enum Generation: String, Sendable {
    case classic = "2012-06-01"
    case second = "2015-12-01"
  }

  private static let mostNames = 20
  private static let mostItems = 400

  /// By name.
  var classic: [String: ClassicLoadBalancer] = [:]
  /// By ARN.
  var balancers: [String: LoadBalancer] = [:]
  var groups: [String: TargetGroup] = [:]

  /// With the generation before: `elb:DescribeLoadBalancers`, `elbv2:DescribeTargetGroups`.
  static func name(of request: DoubleRequest) -> String? {
    guard request.method == .post, request.path == "/" else { return nil }
    let form = request.form
    guard let action = form.first(where: { $0.name == "Action" })?.value,
      let version = form.first(where: { $0.name == "Version" })?.value, let generation = Generation(rawValue: version)
    else { return nil }
    return (generation == .classic ? "elb:" : "elbv2:") + action
  }

  func answer(_ operation: String, _ request: DoubleRequest) throws(ServiceFault) -> DoubleReply {
    let form = Form(request.form)
    switch operation {
    case "elb:DescribeLoadBalancers": return try classic(form)
    case "elbv2:DescribeLoadBalancers": return try balancers(form)
    case "elbv2:DescribeTargetGroups": return try groups(form)
    default: throw ServiceFault("InvalidAction", "The double has no \(operation).")
    }
  }

  private func classic(_ form: Form) throws(ServiceFault) -> DoubleReply {
    let names = form.list("LoadBalancerNames")
    let found = try found(names, in: classic) { name in
      ServiceFault("LoadBalancerNotFound", "There is no ACTIVE Load Balancer named '\(name)'")
    }
    return try page(
      found.sorted { $0.name < $1.name }, form, "DescribeLoadBalancers", .classic, "LoadBalancerDescriptions"
    ) {
      XMLText.element("LoadBalancerName", $0.name) + XMLText.element("DNSName", $0.dnsName)
        + "<Scheme>internal</Scheme>"
    }
  }

  private func balancers(_ form: Form) throws(ServiceFault) -> DoubleReply {
    let names = form.list("Names")
    let arns = form.list("LoadBalancerArns")
    guard names.isEmpty || arns.isEmpty else {
      throw ServiceFault("ValidationError", "Load balancer names and ARNs cannot be specified in the same request")
    }
    for arn in arns where !arn.contains(":loadbalancer/") {
      throw ServiceFault("ValidationError", "'\(arn)' is not a valid load balancer ARN")
    }
    let missing = { @Sendable (_: String) in
      ServiceFault("LoadBalancerNotFound", "One or more load balancers not found")
    }
    let found =
      names.isEmpty
      ? try found(arns, in: balancers, missing)
      : try found(names, in: Dictionary(balancers.values.map { ($0.name, $0) }) { $1 }, missing)
    return try page(found.sorted { $0.arn < $1.arn }, form, "DescribeLoadBalancers", .second, "LoadBalancers") {
      XMLText.element("LoadBalancerArn", $0.arn) + XMLText.element("DNSName", $0.dnsName)
        + XMLText.element("LoadBalancerName", $0.name) + "<Scheme>internal</Scheme>"
        + "<State>\(XMLText.element("Code", $0.state ?? "active"))</State>"
        + XMLText.element("Type", $0.type ?? "application")
    }
  }

  private func groups(_ form: Form) throws(ServiceFault) -> DoubleReply {
    let arns = form.list("TargetGroupArns")
    for arn in arns where !arn.contains(":targetgroup/") {
      throw ServiceFault("ValidationError", "'\(arn)' is not a valid target group ARN")
    }
    let found = try found(arns, in: groups) { _ in
      ServiceFault("TargetGroupNotFound", "One or more target groups not found")
    }
    return try page(found.sorted { $0.arn < $1.arn }, form, "DescribeTargetGroups", .second, "TargetGroups") {
      XMLText.element("TargetGroupArn", $0.arn) + XMLText.element("TargetGroupName", $0.name)
        + "<Protocol>HTTP</Protocol><Port>4567</Port>"
        + "<LoadBalancerArns>\($0.loadBalancerARNs.map { XMLText.element("member", $0) }.joined())</LoadBalancerArns>"
    }
  }

  /// Those named, or all; `missing` says that one is not there.
  private func found<Item>(
    _ names: [String], in items: [String: Item], _ missing: (String) -> ServiceFault
  ) throws(ServiceFault) -> [Item] {
    guard names.count <= Self.mostNames else {
      throw ServiceFault("ValidationError", "At most \(Self.mostNames) can be named in one request")
    }
    if names.isEmpty { return Array(items.values) }
    var found: [Item] = []
    for name in names {
      guard let item = items[name] else { throw missing(name) }
      found.append(item)
    }
    return found
  }

  private func page<Item>(
    _ items: [Item], _ form: Form, _ action: String, _ generation: Generation, _ list: String,
    _ content: (Item) -> String
  ) throws(ServiceFault) -> DoubleReply {
    let size = form["PageSize"].flatMap { Int($0) } ?? Self.mostItems
    guard (1...Self.mostItems).contains(size) else {
      throw ServiceFault("ValidationError", "Page size must be between 1 and \(Self.mostItems)")
    }
    var start = 0
    if let marker = form["Marker"] {
      guard let number = Int(marker), (0...items.count).contains(number) else {
        throw ServiceFault("ValidationError", "The marker is not valid")
      }
      start = number
    }
    let page = items[start...].prefix(size)
    let members = page.map { "<member>\(content($0))</member>" }.joined()
    let next = page.endIndex < items.count ? XMLText.element("NextMarker", "\(page.endIndex)") : ""
    return .xml(
      """
      <\(action)Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/\(generation.rawValue)/">\
      <\(action)Result><\(list)>\(members)</\(list)>\(next)</\(action)Result></\(action)Response>
      """)
  }
}
