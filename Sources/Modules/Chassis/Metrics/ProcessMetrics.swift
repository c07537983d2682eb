import FoundationEssentials
import Glibc

/// What the system knows of this process, read when it is asked for: CPU time, memory, descriptors, start.
enum ProcessMetrics {
  /// In Prometheus' text format, with the names that its own client libraries use; empty where there is no `/proc`.
  static func text() -> String {
    guard let status = file("/proc/self/stat"), let statistics = Statistics(status) else { return "" }
    let ticks = Double(sysconf(CInt(_SC_CLK_TCK)))
    let page = sysconf(CInt(_SC_PAGESIZE))
    var text = ""
    func add(_ name: String, _ type: String, _ value: String) {
      text += "# TYPE \(name) \(type)\n\(name) \(value)\n"
    }
    add("process_cpu_seconds_total", "counter", "\(Double(statistics.cpuTicks) / ticks)")
    if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
      add("process_open_fds", "gauge", "\(open)")
    }
    add("process_resident_memory_bytes", "gauge", "\(statistics.residentPages * page)")
    if let boot = bootTime() {
      add("process_start_time_seconds", "gauge", "\(Double(boot) + Double(statistics.startTicks) / ticks)")
    }
    add("process_threads", "gauge", "\(statistics.threads)")
    return text
  }

  /// The fields of `/proc/PID/stat` that count here; see proc(5).
  struct Statistics: Equatable {
    var cpuTicks: Int
    var threads: Int
    var startTicks: Int
    var residentPages: Int

    /// Nil where `line` is something else. The program's name, in parentheses, may hold spaces and parentheses.
    init?(_ line: String) {
      guard let end = line.lastIndex(of: ")") else { return nil }
      // The third field is the first here.
      let fields = line[line.index(after: end)...].split(separator: " ").map { Int($0) }
      guard fields.count > 21, let user = fields[11], let system = fields[12], let threads = fields[17],
        let start = fields[19], let resident = fields[21]
      else { return nil }
      (cpuTicks, self.threads, startTicks, residentPages) = (user + system, threads, start, resident)
    }
  }

  private static func bootTime() -> Int? {
    file("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Int($0.dropFirst(6)) }
  }

  private static func file(_ path: String) -> String? {
    try? String(contentsOfFile: path, encoding: .utf8)
  }
}
