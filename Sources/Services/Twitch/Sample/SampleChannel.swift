import Chassis

/// A channel that exists in the sample set only: no real one can have a name with a space in it.
struct SampleChannel: Sendable, Decodable {
  let channel: String
  let title: String

  /// ISO 639-1 code.
  let language: String

  /// Throws ``InvalidRecord``.
  func validated() throws -> SampleChannel {
    guard channel.contains(" ") else { throw InvalidRecord("\"\(channel)\" could be a real channel") }
    guard !title.isEmpty else { throw InvalidRecord("\(channel) has no title") }
    guard language.utf8.count == 2, language.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
      throw InvalidRecord("\(channel) has the language \"\(language)\", which is no code of two small letters")
    }
    return self
  }
}
