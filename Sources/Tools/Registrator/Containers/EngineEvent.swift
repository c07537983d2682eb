import FoundationEssentials

/// Something that happened to a container. It is a hint of where to look: what holds is what the engine says of the
/// container when it is asked.
struct EngineEvent: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case started
    /// It got a signal, which may ask it to stop.
    case signalled(Signal?)
    /// With the exit code where the engine tells it.
    case ended(Int?)
    /// Something about it is different.
    case changed
  }

  var container: String
  var kind: Kind
  /// Nanoseconds since 1970 by the engine's clock; 0 where it does not tell.
  var time: Int64

  init(container: String, kind: Kind, time: Int64 = 0) {
    self.container = container
    self.kind = kind
    self.time = time
  }

  /// From one line of `GET /events`; nil for what does not concern containers, and for what cannot be read.
  init?(line: [UInt8]) {
    struct Line: Decodable {
      var `Type`: String?
      var Action: String?
      var status: String?
      var id: String?
      var Actor: Actor?
      var time: Int64?
      var timeNano: Int64?
    }
    struct Actor: Decodable {
      var ID: String?
      var Attributes: [String: String]?
    }
    guard let line = try? JSONDecoder().decode(Line.self, from: Data(line)), line.Type ?? "container" == "container",
      let container = line.Actor?.ID ?? line.id, !container.isEmpty,
      let kind = Kind(action: line.Action ?? line.status ?? "", attributes: line.Actor?.Attributes ?? [:])
    else { return nil }
    let seconds = (line.time ?? 0).multipliedReportingOverflow(by: 1_000_000_000)
    self.init(
      container: container, kind: kind, time: line.timeNano ?? (seconds.overflow ? 0 : seconds.partialValue))
  }
}

extension EngineEvent.Kind {
  /// Podman's own words stand beside Docker's.
  fileprivate init?(action: String, attributes: [String: String]) {
    switch action {
    case "start", "restart": self = .started
    case "kill": self = .signalled(attributes["signal"].flatMap { Signal($0) })
    case "die", "died", "stop", "destroy", "remove":
      self = .ended((attributes["exitCode"] ?? attributes["containerExitCode"]).flatMap { Int($0) })
    case "rename", "update", "unpause", "cleanup": self = .changed
    default: return nil
    }
  }
}
