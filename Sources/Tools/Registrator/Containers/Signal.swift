/// A signal of Linux, which the engines write as a number or by its name.
struct Signal: Sendable, Hashable {
  var number: Int

  static let kill = Signal(number: 9)
  static let terminate = Signal(number: 15)

  private static let names = [
    "HUP": 1, "INT": 2, "QUIT": 3, "KILL": 9, "USR1": 10, "USR2": 12, "TERM": 15, "STOP": 19, "WINCH": 28, "RTMIN": 34,
  ]

  init(number: Int) {
    self.number = number
  }

  /// From `15`, `SIGTERM`, `TERM` or `SIGRTMIN+3`; nil for others.
  init?(_ text: String) {
    if let number = Int(text) {
      self.init(number: number)
      return
    }
    let upper = text.uppercased()
    let parts = (upper.hasPrefix("SIG") ? upper.dropFirst(3) : upper[...]).split(separator: "+")
    guard let name = parts.first, let number = Self.names[String(name)] else { return nil }
    let offset = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    self.init(number: number + min(max(offset, 0), 30))
  }
}
