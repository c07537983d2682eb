/// Something that a person has to mend; the registrar does what it can without.
struct Problem: Sendable, Hashable {
  struct Code: Sendable, Hashable, CustomStringConvertible {
    let description: String

    /// The service's name cannot be the label of a host.
    static let notALabel = Code(description: "NotALabel")
    /// Another service of the cluster has the name.
    static let nameTaken = Code(description: "NameTaken")
    /// Records that no registrar wrote are at the name.
    static let foreignRecord = Code(description: "ForeignRecord")
    /// The registrar of another cluster has the name.
    static let foreignOwner = Code(description: "ForeignOwner")
    /// The name is ours by its mark, but its record is of a kind that cannot be written here.
    static let unwritableRecord = Code(description: "UnwritableRecord")
    static let loadBalancerMissing = Code(description: "LoadBalancerMissing")
    static let loadBalancerFailed = Code(description: "LoadBalancerFailed")
    static let targetGroupMissing = Code(description: "TargetGroupMissing")
    /// Route 53 refused the change, also by itself and after the zone was read again.
    static let refused = Code(description: "Refused")
  }

  var code: Code
  /// As ECS names it; nil where there is none.
  var service: String?
  /// The name in the zone that it is about; nil where there is none.
  var name: String?
  /// Sentences for a person.
  var message: String

  init(_ code: Code, service: String? = nil, name: String? = nil, _ message: String) {
    self.code = code
    self.service = service
    self.name = name
    self.message = message
  }
}
