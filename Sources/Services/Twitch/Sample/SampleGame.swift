import Chassis

/// A game of the sample set.
struct SampleGame: Sendable {
  let name: String

  /// The names it answers to.
  let names: [FoldedText]

  /// URL of the cover; nil where none is known.
  let box: String?

  /// About how many people watch it, invented.
  let audience: Int

  /// `box` is the picture's name at Twitch: the game's number there, with a mark where the picture comes from IGDB.
  struct Record: Decodable {
    var name: String
    var aliases: [String]?
    var box: String?
    var audience: Int
  }

  init(_ record: Record) throws {
    name = record.name
    names = ([record.name] + (record.aliases ?? [])).map { FoldedText($0) }
    guard !names.contains(where: \.isEmpty) else { throw InvalidRecord("\"\(record.name)\" has an empty name") }
    guard record.audience > 0 else { throw InvalidRecord("\(record.name) has no audience") }
    audience = record.audience
    guard record.box?.utf8.allSatisfy(Self.isAllowedInBox) != false else {
      throw InvalidRecord("\(record.name) has a box with characters other than digits, capital letters and _")
    }
    box = record.box.map { "https://static-cdn.jtvnw.net/ttv-boxart/\($0)-285x380.jpg" }
  }

  private static func isAllowedInBox(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
