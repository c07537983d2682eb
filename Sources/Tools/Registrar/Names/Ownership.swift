/// Says whose a CNAME is: the text of the TXT record `_registrar.<name>` beside it.
///
/// A CNAME without it was written by somebody else and is never touched. The text is for every registrar of a zone to
/// read: members may be added at its end, so those that are not known here are passed over.
struct Ownership: Sendable, Hashable {
  static let heritage = "found-by-name"
  /// First label of the record's name. No host and no service is called so: it begins with an underscore (RFC 8552).
  static let label = "_registrar"
  /// Most bytes of one string of a TXT record (RFC 1035 section 3.3).
  private static let longestString = 255

  var owner: ClusterIdentity
  /// As ECS names it.
  var service: String

  init(owner: ClusterIdentity, service: String) {
    self.owner = owner
    self.service = service
  }

  /// From the value of a record as a zone file has it. Nil where it is no ownership text of this kind.
  init?(value: String) {
    guard let text = Self.text(of: value) else { return nil }
    var members: [String: String] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, members.updateValue(pair[1], forKey: pair[0]) == nil else { return nil }
    }
    guard members["heritage"] == Self.heritage, let service = members["service"], ServiceLabel.isServiceName(service),
      let cluster = members["cluster"], let account = members["account"], let region = members["region"],
      ![cluster, account, region].contains("")
    else { return nil }
    self.init(owner: ClusterIdentity(account: account, region: region, cluster: cluster), service: service)
  }

  /// As a zone file has it: one string in quotes, or several where it is longer than one may be.
  var value: String {
    let text =
      "heritage=\(Self.heritage),cluster=\(owner.cluster),service=\(service),account=\(owner.account),"
      + "region=\(owner.region)"
    var rest = text[...]
    var strings: [String] = []
    while !rest.isEmpty {
      strings.append("\"\(rest.prefix(Self.longestString))\"")
      rest = rest.dropFirst(Self.longestString)
    }
    return strings.joined(separator: " ")
  }

  /// The strings of `value` as one. Nil where they are not all in quotes, or hold an escape: ours never do.
  private static func text(of value: String) -> String? {
    guard !value.contains("\\") else { return nil }
    // Outside and inside take turns at each quote.
    let pieces = value.split(separator: "\"", omittingEmptySubsequences: false)
    guard pieces.count >= 3, pieces.count % 2 == 1 else { return nil }
    var text = ""
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 1 {
        text += piece
      } else if piece.contains(where: { $0 != " " }) {
        return nil
      }
    }
    return text
  }
}
