import Foundation
import Testing

/// A portal that finds its backends as its settings say.
struct DiscoveringPortal {
  /// How the portal sees one service.
  struct Service {
    /// Type and name.
    var question: String
    /// `fresh`, `stale` and so on.
    var status: String
    var lastError: String?
    /// The state of each instance by its address.
    var endpoints: [String: String]
    /// Attempts beyond the first of a request.
    var retries: Int
  }

  /// On a busy machine each thing may take long, and that is no failure here.
  private static let patience = [
    "PORTAL_DEADLINE": "30s", "PORTAL_ATTEMPT_TIMEOUT": "10s", "PORTAL_CONNECT_TIMEOUT": "5s", "REQUEST_TIMEOUT": "40s",
  ]

  let program: Program
  let url: String

  /// Returns once it listens.
  static func start(_ settings: [String: String]) async throws -> DiscoveringPortal {
    let program = try Program("portal", [], patience.merging(settings) { $1 })
    return DiscoveringPortal(program: program, url: try await program.url())
  }

  func service(_ name: String) async throws -> Service {
    let services = try #require(try await Web.get(url + "/discovery").json["services"] as? [[String: Any]])
    return try Service(#require(services.first { $0["service"] as? String == name }))
  }

  /// Returns once the portal sees its service weather in the way that `condition` says. After an outage it takes up to
  /// 36 s until it asks again.
  func weather(is what: String, _ condition: (Service) -> Bool) async throws {
    try await eventually("weather to be \(what)", within: .seconds(90)) { condition(try await service("weather")) }
  }

  /// Returns once each of `instances` has answered for `path`; fails where an answer is not good, or another's.
  func answers(_ path: String, by instances: Set<String>) async throws {
    var seen: Set<String> = []
    try await eventually("\(instances) to answer for \(path)", within: .seconds(90)) {
      let answer = try await Web.get(url + path)
      try #require(answer.status == 200, "\(answer.text)")
      seen.insert(try #require(answer.servedBy))
      return seen.isSuperset(of: instances)
    }
    #expect(seen == instances)
  }
}

extension DiscoveringPortal.Service {
  fileprivate init(_ json: [String: Any]) throws {
    let endpoints = try #require(json["endpoints"] as? [[String: Any]]).map { endpoint in
      (try #require(endpoint["address"] as? String), try #require(endpoint["state"] as? String))
    }
    let question = try #require(json["question"] as? [String: Any])
    self.question = "\(question["type"] ?? "") \(question["name"] ?? "")"
    status = try #require(json["status"] as? String)
    lastError = (json["lookup"] as? [String: Any])?["lastError"] as? String
    self.endpoints = Dictionary(endpoints) { first, _ in first }
    retries = try #require((json["attempts"] as? [String: Any])?["retries"] as? Int)
  }
}
