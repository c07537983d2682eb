import Synchronization

@testable import Discovery

/// A Consul agent's HTTP API that answers what a test says, and notes what it was asked.
final class ScriptedAgent: HTTPFetching {
  struct Asked: Sendable {
    var path: String
    var headers: [String: String]
    var timeout: Duration
    var longestBody: Int
  }

  private struct State {
    var answers: [Result<FetchedAnswer, ResolutionFailure>] = []
    var asked: [Asked] = []
  }

  private let state = Mutex(State())
  let authority = "127.0.0.1:8500"

  var asked: [Asked] { state.withLock { $0.asked } }

  init(_ answers: Result<FetchedAnswer, ResolutionFailure>...) {
    state.withLock { $0.answers = answers }
  }

  func get(
    _ path: String, headers: [String: String], timeout: Duration, longestBody: Int
  ) async throws(ResolutionFailure) -> FetchedAnswer {
    let answer = state.withLock { state in
      state.asked.append(Asked(path: path, headers: headers, timeout: timeout, longestBody: longestBody))
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    guard let answer else { throw ResolutionFailure(.unreachable, "The script is over.") }
    return try answer.get()
  }
}

extension FetchedAnswer {
  static func health(_ json: String, index: String? = "7", status: Int = 200) -> FetchedAnswer {
    var headers: [String: String] = [:]
    headers["x-consul-index"] = index
    return FetchedAnswer(status: status, headers: headers, body: Array(json.utf8))
  }

  /// As an agent of version 1.20 answers, shortened.
  static let two = """
    [{"Node":{"ID":"1","Node":"i-1","Address":"10.0.0.1","Datacenter":"dc1","TaggedAddresses":null,"Meta":{}},
    "Service":{"ID":"weather-1","Service":"weather","Tags":["http"],"Address":"","Meta":null,"Port":4567,
    "Weights":{"Passing":10,"Warning":1},"EnableTagOverride":false,"CreateIndex":12,"ModifyIndex":12},
    "Checks":[{"Node":"i-1","CheckID":"serfHealth","Status":"passing"}]},
    {"Node":{"Node":"i-2","Address":"10.0.0.2"},
    "Service":{"ID":"weather-2","Address":"10.0.9.2","Port":32768,"Weights":{"Passing":1,"Warning":1}},"Checks":[]}]
    """
}
