/// A report as people read it.
enum ReportText {
  static func text(_ report: RegistrarReport) -> String {
    var lines: [String] = []
    if let reason = report.reason { lines.append("Nothing done: \(reason).") }
    if !report.changes.isEmpty {
      if report.isDryRun { lines.append("Dry run: nothing was changed. This would be:") }
      let rows = report.changes.map { [$0.action, $0.name, target(of: $0), $0.reason] }
      lines += table([["CHANGE", "NAME", "LEADS TO", "BECAUSE"]] + rows)
    } else if report.outcome != .ignored {
      lines.append("Nothing to change.")
    }
    if report.outcome == .reconciled {
      lines.append("\(report.unchanged) \(report.unchanged == 1 ? "name was" : "names were") right already.")
    }
    if !report.nameless.isEmpty {
      lines.append("Without a name:")
      lines += report.nameless.map { "  \($0.service): \($0.reason)" }
    }
    if !report.problems.isEmpty {
      lines.append("To be mended by a person:")
      lines += report.problems.map { "  \($0.code): \($0.message)" }
    }
    return lines.map { plain($0) + "\n" }.joined()
  }

  private static func target(of change: RegistrarReport.Change) -> String {
    guard let to = change.to else { return "-" }
    guard let from = change.from, from != to else { return to }
    return "\(to) (was \(from))"
  }

  /// Columns as wide as their longest text, the last one as long as it is.
  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ") + "  " + row[3]
    }
  }

  /// Records hold whatever people have put there: it must not steer the terminal.
  private static func plain(_ text: String) -> String {
    String(text.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "?" : Character($0) })
  }
}
