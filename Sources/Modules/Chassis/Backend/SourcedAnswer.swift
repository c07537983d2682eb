import FoundationEssentials

/// The JSON of an answer: the members of the value itself and, flat beside them, which instance answered and where the
/// value comes from. Flat, because the pages of the original samples read `containerid` next to `name`.
package struct SourcedAnswer<Value: Encodable & Sendable>: Encodable, Sendable {
  private let sourced: Sourced<Value>
  private let instance: InstanceIdentity

  package init(_ sourced: Sourced<Value>, by instance: InstanceIdentity) {
    self.sourced = sourced
    self.instance = instance
  }

  private enum Member: String, CodingKey {
    case containerid, instanceid, source, fetchedAt, cached, stale
  }

  package func encode(to encoder: any Encoder) throws {
    try sourced.value.encode(to: encoder)
    var members = encoder.container(keyedBy: Member.self)
    try members.encode(instance.containerID, forKey: .containerid)
    try members.encode(instance.instanceID, forKey: .instanceid)
    try members.encode(sourced.source, forKey: .source)
    try members.encode(sourced.fetchedAt, forKey: .fetchedAt)
    try members.encode(sourced.cached, forKey: .cached)
    try members.encode(sourced.stale, forKey: .stale)
  }
}
