import Chassis
import Glibc

/// What the person who started the demo sees.
struct Terminal: Sendable {
  private let output: DescriptorSink
  private let hasColors: Bool

  init(output: DescriptorSink = .standardOutput, environment: [String: String]) {
    self.output = output
    hasColors =
      isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  func say(_ text: String) {
    output.write(text + "\n")
  }

  func healthy(_ instance: Instance, after time: Duration) {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let tenths = Int((seconds * 10).rounded())
    say(
      "\(colored("✓", 32)) \(Self.padded(instance.name, 14)) \(Self.padded(instance.url, 24)) "
        + "healthy after \(tenths / 10).\(tenths % 10) s")
  }

  func trouble(_ name: String, _ text: String) {
    say("\(colored("!", 33)) \(name): \(text)")
  }

  func note(_ name: String, _ text: String) {
    say("\(colored("·", 36)) \(name): \(text)")
  }

  /// A line from the log of an instance.
  func log(_ name: String, _ line: LogLine) {
    say("\(colored("[\(name)]", 33)) \(line.text)")
  }

  private func colored(_ text: String, _ code: Int) -> String {
    hasColors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
