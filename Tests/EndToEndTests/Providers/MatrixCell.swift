import Foundation
import HTTPTypes
import Testing

@testable import Demo

/// One provider in one situation: a process of its own, one question, and what came of it.
struct MatrixCell: Sendable {
  var provider: LiveProvider
  /// The stand-in at which it goes wrong.
  var place: String
  var situation: Situation

  struct Outcome: Sendable {
    var status: Int
    /// What is not as it should be.
    var faults: [String]
  }

  /// KiB. A service has some 27,000 by itself and takes an answer of a MiB; a bomb would be 64 times as much.
  private static let mostMemory = 60_000
  private static let wrongKey = "wrong-key-4711"
  private static let secrets = ["test-key", "test-secret", "test-token", wrongKey]

  /// Counted under this name at the stand-ins.
  private var test: String { "matrix-\(provider.name)-\(place)-\(situation.fault)-\(situation.question)" }

  func run() async throws -> Outcome {
    let standIns = try await StandIns.shared
    var settings = provider.settings(standIns, situation.fault, at: place, test: test)
    settings["PROVIDER_TIMEOUT"] = situation.endsByTimeout ? "1s" : "20s"
    settings["LOG_LEVEL"] = "debug"
    if situation.question == .withWrongKey, let key = provider.wrongKey { settings[key] = Self.wrongKey }
    let program = try Program(provider.service, [], settings)
    let url = try await program.url()
    let answer = try await Web.get(url + (situation.question == .unknown ? provider.unknown : provider.known))
    var faults = statusFaults(answer) + contentFaults(answer)
    var told = [answer.text, answer.fields.map { "\($0.name): \($0.value)" }.joined(separator: "\n")]
    for path in ["/info", "/metrics"] {
      let page = try await Web.get(url + path)
      if page.status != 200 { faults.append("\(path) is \(page.status)") }
      told.append(page.text)
    }
    if try await Web.get(url + "/health").status != 200 || ProcessTable.hasEnded(program.child.pid) {
      faults.append("the process is gone")
    }
    let memory = ProcessTable.peakMemory(program.child.pid)
    if memory > Self.mostMemory { faults.append("\(memory) KiB of memory at the most") }
    let end = await program.stop()
    if end != .exited(code: 0) { faults.append("it ended with \(end)") }
    told += program.output + program.errors
    for secret in Self.secrets where told.contains(where: { $0.contains(secret) }) {
      faults.append("\(secret) is told: \(told.first { $0.contains(secret) }?.prefix(300) ?? "")")
    }
    return Outcome(status: answer.status, faults: faults + (try await leaks(standIns)))
  }

  private func statusFaults(_ answer: Answer) -> [String] {
    guard situation.statuses.contains(answer.status) else {
      let allowed = situation.statuses.sorted().map(String.init).joined(separator: " or ")
      return ["\(answer.status) instead of \(allowed): \(answer.text.prefix(300))"]
    }
    let wait = answer.fields[.retryAfter].map { Int($0) ?? -1 }
    switch (answer.status, wait) {
    case (503, nil): return ["503 without Retry-After"]
    case (503, let wait?):
      let asked = situation.wait ?? 1...Situation.day
      let allowed = max(asked.lowerBound, provider.leastRest)...max(asked.upperBound, provider.leastRest)
      return allowed.contains(wait) ? [] : ["Retry-After: \(wait)"]
    default: return []
    }
  }

  private func contentFaults(_ answer: Answer) -> [String] {
    guard answer.status != 200 else { return dataFaults(answer) }
    var faults: [String] = []
    if answer.fields[.contentType] != "application/problem+json" { faults.append("no problem+json") }
    let detail = (answer.json["detail"] as? String ?? "").lowercased()
    if !provider.calledBy.contains(where: detail.contains), answer.status != 404 {
      faults.append("the detail names no provider: \(detail)")
    }
    if situation.question == .withWrongKey, let key = provider.wrongKey, !detail.contains(key.lowercased()) {
      faults.append("the detail does not name \(key): \(detail)")
    }
    return faults
  }

  /// Of an answer made from data: who it is from, and nothing in it that nobody can mean.
  private func dataFaults(_ answer: Answer) -> [String] {
    var faults: [String] = []
    let source = answer.json["source"] as? [String: Any]
    if source?["provider"] as? String != provider.name { faults.append("the source is \(source ?? [:])") }
    if answer.text.utf8.count > 64 << 10 { faults.append("an answer of \(answer.text.utf8.count) bytes") }
    if Self.numbers(in: answer.json).contains(where: { abs($0) > 1e12 }) { faults.append("a number without bounds") }
    if answer.text.contains("\\u00") || answer.text.contains("root:") { faults.append("text that should not be there") }
    if answer.text.contains("expanded") || answer.text.contains("haha") { faults.append("an entity was replaced") }
    return faults
  }

  private static func numbers(in value: Any) -> [Double] {
    switch value {
    case let number as NSNumber: [number.doubleValue]
    case let list as [Any]: list.flatMap(numbers)
    case let object as [String: Any]: object.values.flatMap(numbers)
    default: []
    }
  }

  /// What went to hosts that nobody configured.
  private func leaks(_ standIns: StandIns) async throws -> [String] {
    let requests = try await standIns.requests(test)
    var faults: [String] = []
    if requests.contains(where: { $0.provider == "entity" }) { faults.append("an entity was fetched") }
    for request in requests where request.provider == "elsewhere" {
      let sent = request.target + request.fields.values.joined(separator: "\n")
      if Self.secrets.contains(where: sent.contains) { faults.append("a secret went to another host") }
    }
    return faults
  }
}
