import Foundation

/// What the system knows of processes.
enum ProcessTable {
  /// True where there is no such process, or nothing of it but its exit code.
  static func hasEnded(_ pid: pid_t) -> Bool {
    guard let state = status(pid)["State"] else { return true }
    return state.hasPrefix("Z") || state.hasPrefix("X")
  }

  /// The processes that `pid` started and that have not ended.
  static func children(of pid: pid_t) -> [pid_t] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { pid_t($0) }.filter { status($0)["PPid"] == String(pid) && !hasEnded($0) }
  }

  /// True where it is the shell that watches over a program.
  static func isShell(_ pid: pid_t) -> Bool {
    status(pid)["Name"] == "bash"
  }

  /// The child of `parent` that runs as the instance `name`.
  static func instance(_ name: String, of parent: pid_t) -> pid_t? {
    children(of: parent).first { pid in
      guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else { return false }
      return data.split(separator: 0).contains { String(decoding: $0, as: UTF8.self) == "INSTANCE_ID=\(name)" }
    }
  }

  /// The most memory it ever had resident, in KiB.
  static func peakMemory(_ pid: pid_t) -> Int {
    status(pid)["VmHWM"].flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
  }

  /// True where no thread of it runs, since a signal stopped it. That comes a moment after the signal: until one thread has
  /// seen it, the others go on.
  static func isStopped(_ pid: pid_t) -> Bool {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
    return !threads.isEmpty
      && threads.allSatisfy { fields("/proc/\(pid)/task/\($0)/status")["State"]?.hasPrefix("T") == true }
  }

  private static func status(_ pid: pid_t) -> [String: String] {
    fields("/proc/\(pid)/status")
  }

  private static func fields(_ path: String) -> [String: String] {
    guard let data = FileManager.default.contents(atPath: path) else { return [:] }
    var fields: [String: String] = [:]
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
    }
    return fields
  }
}
