import FoundationEssentials
import NIOCore

/// One line of the engine's list of containers, those that have ended included.
struct ListedContainer: Sendable, Equatable {
  var id: String
  var isRunning: Bool

  init(id: String, isRunning: Bool) {
    self.id = id
    self.isRunning = isRunning
  }

  /// From the answer to `GET /containers/json?all=true`. Throws `DecodingError` where it has another form.
  static func list(_ document: ByteBuffer) throws -> [ListedContainer] {
    struct Line: Decodable {
      var Id: String
      var State: String?
    }
    // A container that is paused keeps its place: it comes back as it was.
    return try JSONDecoder().decode([Line].self, from: Data(document.readableBytesView)).map { line in
      ListedContainer(id: line.Id, isRunning: ["running", "paused"].contains(line.State?.lowercased()))
    }
  }
}
