import Foundation

/// Every provider in every situation, and a table of what came of it.
enum Matrix {
  /// Enough to fill two processors while some cells wait, and not so many that they starve each other.
  static let atOnce = 8

  static let columns: [(provider: LiveProvider, place: String)] = LiveProvider.all.flatMap { provider in
    // The host that provider's data comes from goes before the one that it needs for that.
    provider.hosts.values.sorted().filter { $0 != "open-meteo-geocoding" || provider.name == "open-meteo" }
      .map { (provider, $0) }
  }

  static let cells: [MatrixCell] = columns.flatMap { provider, place in
    var situations = Situation.common + (Situation.own[place] ?? [])
    if provider.hosts.values.sorted().first == place { situations = Situation.plain + situations }
    if place != "twitch-id" { situations.append(Situation.moved) }
    if place == "goodreads" { situations += Situation.xml }
    return situations.filter { $0.question != .withWrongKey || provider.wrongKey != nil }
      .map { MatrixCell(provider: provider, place: place, situation: $0) }
  }

  struct Result: Sendable {
    var cell: MatrixCell
    var outcome: MatrixCell.Outcome
  }

  static func run(_ cells: [MatrixCell]) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
      var results: [Result] = []
      for (index, cell) in cells.enumerated() {
        if index >= atOnce, let result = try await group.next() { results.append(result) }
        group.addTask { Result(cell: cell, outcome: try await outcome(of: cell)) }
      }
      for try await result in group { results.append(result) }
      return results
    }
  }

  private static func outcome(of cell: MatrixCell) async throws -> MatrixCell.Outcome {
    do {
      return try await cell.run()
    } catch {
      return MatrixCell.Outcome(status: 0, faults: ["\(error)"])
    }
  }

  /// As Markdown: situations downwards, hosts across.
  static func table(_ results: [Result]) -> String {
    let places = columns.map(\.place).filter { place in results.contains { $0.cell.place == place } }
    var rows: [String] = []
    var lines: [[String: String]] = []
    for result in results.sorted(by: { order($0.cell) < order($1.cell) }) {
      let name = result.cell.situation.name
      let text = result.outcome.faults.isEmpty ? "\(result.outcome.status)" : "**\(result.outcome.status)**"
      if let row = rows.firstIndex(of: name) {
        lines[row][result.cell.place] = text
      } else {
        rows.append(name)
        lines.append([result.cell.place: text])
      }
    }
    let head = "| what the provider does | \(places.joined(separator: " | ")) |"
    let rule = "|---|" + String(repeating: "--:|", count: places.count)
    let body = zip(rows, lines).map { row, line in
      "| \(row) | \(places.map { line[$0] ?? "" }.joined(separator: " | ")) |"
    }
    return ([head, rule] + body).joined(separator: "\n") + "\n"
  }

  private static func order(_ cell: MatrixCell) -> Int {
    let own = columns.flatMap { Situation.own[$0.place] ?? [] }
    let all = Situation.plain + Situation.common + [Situation.moved] + Situation.xml + own
    return all.firstIndex { $0.name == cell.situation.name } ?? all.count
  }
}
