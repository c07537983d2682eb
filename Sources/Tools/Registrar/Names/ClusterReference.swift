/// A cluster as people and programs name it: by its name or its ARN.
struct ClusterReference: Sendable, Hashable, CustomStringConvertible {
  /// As it was given.
  let description: String
  let name: String
  /// Known where it was given as an ARN.
  let region: String?
  let account: String?

  /// The cluster that ECS means where none is named.
  static let standard = "default"

  /// Nil where `text` can be no cluster: a name is 1 to 255 letters, digits, hyphens and underscores.
  init?(_ text: String) {
    description = text
    guard text.hasPrefix("arn:") else {
      guard Self.isName(text) else { return nil }
      (name, region, account) = (text, nil, nil)
      return
    }
    guard let arn = ARN(text), arn.service == "ecs", arn.path.count == 2, arn.path[0] == "cluster",
      Self.isName(arn.path[1]), !arn.region.isEmpty, !arn.account.isEmpty
    else { return nil }
    (name, region, account) = (arn.path[1], arn.region, arn.account)
  }

  private static func isName(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}
