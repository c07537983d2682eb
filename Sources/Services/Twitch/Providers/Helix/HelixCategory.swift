import Chassis
import Upstream

/// What Twitch calls a category: a game.
struct HelixCategory: Sendable, Equatable {
  let id: String
  let name: String
  /// URL of the cover of 285 by 380 pixels.
  let box: String?

  /// Nil where the id or the name cannot be one.
  ///
  /// - Parameter boxTemplate: The cover's URL with `{width}x{height}`, or with the size of a small one.
  init?(id: String, name: String, boxTemplate: String?) {
    guard (1...20).contains(id.utf8.count), id.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let name = Plausible.text(name, limit: 200)
    else { return nil }
    self.id = id
    self.name = name
    box = Self.box(boxTemplate)
  }

  /// Its page on Twitch, whose address is the name in small letters with dashes.
  var page: String {
    let letters = name.lowercased().unicodeScalars.filter {
      $0 == " " || $0 == "-" || $0.properties.isAlphabetic || $0.isDigit
    }
    let words = String(String.UnicodeScalarView(letters)).split(separator: " ")
    return "https://www.twitch.tv/directory/category/" + UpstreamRequest.segment(words.joined(separator: "-"))
  }

  private static func box(_ template: String?) -> String? {
    guard let template, template.utf8.count <= 1000 else { return nil }
    let size = "285x380"
    if let place = template.firstRange(of: "{width}x{height}") {
      return Plausible.link(template[..<place.lowerBound] + size + template[place.upperBound...])
    }
    // "…-52x72.jpg"
    guard let dash = template.lastIndex(of: "-"), let dot = template.lastIndex(of: "."), dash < dot,
      template[dash..<dot].dropFirst().split(separator: "x").count == 2,
      template[dash..<dot].dropFirst().allSatisfy({ $0 == "x" || $0.isASCII && $0.isNumber })
    else { return Plausible.link(template) }
    return Plausible.link(template[...dash] + size + template[dot...])
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }
}
