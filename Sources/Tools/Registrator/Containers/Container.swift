/// What the engine tells of one container, as far as it matters to the catalogue.
struct Container: Sendable, Equatable {
  /// How it is connected, where that decides at which address and port it is found.
  enum Network: Sendable, Equatable {
    /// Its ports are those of the host.
    case host
    /// It has the address of another container.
    case shared(with: String)
    /// It has addresses of its own, and ports of the host are forwarded to it.
    case own
  }

  struct Port: Sendable, Hashable {
    /// In the container.
    var number: Int
    /// `tcp`, `udp` or `sctp`.
    var transport: String
  }

  /// A port of the host that is forwarded to one of the container.
  struct Binding: Sendable, Equatable {
    /// Nil for all addresses of the host.
    var address: String?
    var port: Int
  }

  /// All of its 64 digits.
  var id: String
  /// Without the slash that Docker puts in front.
  var name: String
  /// As it was named when the container was made.
  var image: String
  var isRunning: Bool
  /// Of the last run; nil while it runs.
  var exitCode: Int?
  /// Tells one run from the next.
  var startedAt: String
  /// By which the engine asks it to stop; nil for SIGTERM.
  var stopSignal: Signal?
  /// Registrator's variables: by key, with those of the labels over those of the environment.
  var variables: [String: String]
  /// The program in it registers itself.
  var registersItself: Bool
  var network: Network
  /// Of its own, or of the container that it shares them with.
  var addresses: [String]
  var exposed: Set<Port>
  var published: [Port: Binding]

  /// It ended by itself with a failure: by its exit code, where 128 and more stand for a signal.
  var hasCrashed: Bool {
    !isRunning && exitCode.map { $0 != 0 && $0 & 128 == 0 } ?? false
  }

  /// The last part of the image's name, without tag and digest.
  var imageBaseName: String {
    let last = image.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != ":" && $0 != "@" })
  }
}
