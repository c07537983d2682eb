/// One line that a process wrote, as far as the terminal cares.
struct LogLine: Sendable, Equatable {
  /// The process's own log is on its standard output; what is on its standard error is always worth a look.
  enum Stream: Sendable {
    case output
    case error
  }

  var stream: Stream
  var text: String

  /// True for warnings and worse: the level is the second word of a line of the format `text`.
  var isForTheTerminal: Bool {
    switch stream {
    case .error: !text.isEmpty
    case .output:
      text.split(separator: " ", maxSplits: 2).dropFirst().first
        .map { ["warning", "error", "critical"].contains($0) } ?? false
    }
  }
}
