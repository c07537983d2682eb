import AWS
import FoundationEssentials
import HTTPTypes

/// ECS: clusters and services, as far as they are read.
struct ECSDouble: Sendable {
  private static let prefix = "AmazonEC2ContainerServiceV20141113."

  struct Cluster: Sendable {
    var arn: String
    var status = "ACTIVE"
    /// By name.
    var services: [String: ECSService] = [:]
  }

  let place: Place
  /// By name.
  var clusters: [String: Cluster] = [:]

  static func name(of request: DoubleRequest) -> String? {
    guard let target = request.fields[.target], target.hasPrefix(prefix) else { return nil }
    return String(target.dropFirst(prefix.count))
  }

  struct Input: Decodable {
    var cluster: String?
    var services: [String]?
    var clusters: [String]?
    var maxResults: Int?
    var nextToken: String?
  }

  static func input(_ request: DoubleRequest) throws(ServiceFault) -> Input {
    do {
      return try JSONDecoder().decode(Input.self, from: Data(request.body))
    } catch {
      throw ServiceFault("SerializationException", "The body is not the JSON expected.")
    }
  }

  func answer(_ operation: String, _ request: DoubleRequest) throws(ServiceFault) -> DoubleReply {
    guard request.fields[.contentType] == "application/x-amz-json-1.1" else {
      throw ServiceFault("UnknownOperationException", "", status: 404)
    }
    let input = try Self.input(request)
    switch operation {
    case "ListServices": return try listServices(input)
    case "DescribeServices": return try describeServices(input)
    case "DescribeClusters": return try describeClusters(input)
    default: throw ServiceFault("UnknownOperationException", "The double has no \(operation).", status: 404)
    }
  }

  // MARK: Clusters

  /// The cluster of a name or an ARN; the one called `default` where none is said.
  func cluster(_ reference: String?) throws(ServiceFault) -> (name: String, Cluster) {
    let name = (reference ?? "default").split(separator: "/").last.map(String.init) ?? ""
    guard let cluster = clusters[name], cluster.status == "ACTIVE",
      reference.map({ !$0.hasPrefix("arn:") || $0 == cluster.arn }) ?? true
    else { throw ServiceFault("ClusterNotFoundException", "Cluster not found.") }
    return (name, cluster)
  }

  private func describeClusters(_ input: Input) throws(ServiceFault) -> DoubleReply {
    let asked = input.clusters ?? ["default"]
    guard asked.count <= 100 else {
      throw ServiceFault("InvalidParameterException", "Clusters can have at most 100 items.")
    }
    var found: [String] = []
    var failures: [String] = []
    for reference in asked {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      guard let cluster = clusters[name] else {
        failures.append(Self.failure(reference.hasPrefix("arn:") ? reference : place.cluster(reference)))
        continue
      }
      let active = cluster.services.values.count { $0.status == "ACTIVE" }
      found.append(
        JSONText.object([
          ("clusterArn", JSONText.string(cluster.arn)), ("clusterName", JSONText.string(name)),
          ("status", JSONText.string(cluster.status)), ("activeServicesCount", "\(active)"),
        ]))
    }
    return .json(JSONText.object([("clusters", JSONText.list(found)), ("failures", JSONText.list(failures))]))
  }

  // MARK: Services

  /// Services that drain or were deleted are no longer listed, though they can be described for a while.
  private func listServices(_ input: Input) throws(ServiceFault) -> DoubleReply {
    let (name, cluster) = try cluster(input.cluster)
    let size = input.maxResults ?? 10
    guard (1...100).contains(size) else {
      throw ServiceFault("InvalidParameterException", "maxResults must be between 1 and 100.")
    }
    let arns = cluster.services.values.filter { $0.status == "ACTIVE" }.map(\.serviceArn).sorted()
    var rest = arns[...]
    if let token = input.nextToken {
      guard let last = PageToken.decode(token, of: name) else {
        throw ServiceFault("InvalidParameterException", "Invalid token")
      }
      rest = arns.drop { $0 <= last }
    }
    let page = rest.prefix(size)
    let next = page.count < rest.count ? page.last.map { PageToken.encode($0, of: name) } : nil
    return .json(
      JSONText.object([
        ("serviceArns", JSONText.list(page.map { JSONText.string($0) })),
        ("nextToken", next.map { JSONText.string($0) }),
      ]))
  }

  private func describeServices(_ input: Input) throws(ServiceFault) -> DoubleReply {
    let (name, cluster) = try cluster(input.cluster)
    let asked = input.services ?? []
    guard !asked.isEmpty else { throw ServiceFault("InvalidParameterException", "Services cannot be empty.") }
    guard asked.count <= 10 else {
      throw ServiceFault("InvalidParameterException", "service names can have at most 10 items.")
    }
    var found: [String] = []
    var failures: [String] = []
    for reference in asked {
      if reference.hasPrefix("arn:") {
        let parts = reference.split(separator: "/")
        if parts.count == 3, parts[1] != name {
          throw ServiceFault(
            "InvalidParameterException",
            "Invalid identifier: Identifier is for cluster \(parts[1]). Your cluster is \(name)")
        }
      }
      let service = cluster.services[reference.split(separator: "/").last.map(String.init) ?? ""]
      if let service, !reference.hasPrefix("arn:") || service.serviceArn == reference {
        found.append(ServiceDocument.text(service, place))
      } else {
        failures.append(Self.failure(reference.hasPrefix("arn:") ? reference : place.service(reference, in: name)))
      }
    }
    return .json(JSONText.object([("services", JSONText.list(found)), ("failures", JSONText.list(failures))]))
  }

  private static func failure(_ arn: String) -> String {
    JSONText.object([("arn", JSONText.string(arn)), ("reason", JSONText.string("MISSING"))])
  }
}
