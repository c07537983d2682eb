import Foundation

@testable import Demo

/// The demo with everything it started.
struct RunningDemo: Sendable {
  let program: Program
  /// `http://localhost:port` of the portal.
  let url: String

  /// Starts it on a free port and waits until all of it is up.
  static func start(_ settings: [String: String] = [:]) async throws -> RunningDemo {
    let program = try Program("demo", [], settings)
    let url = try await program.wait(for: "the demo to be up") {
      program.output.firstNonNil { $0.firstMatch(of: /The portal is at (http:\S+)/).map { String($0.1) } }
    }
    return RunningDemo(program: program, url: url)
  }

  /// Process id of the instance `name`, such as `weather-2`.
  func instance(_ name: String) throws -> pid_t {
    guard let pid = ProcessTable.instance(name, of: program.child.pid) else {
      throw Waited(what: "the process of \(name)", output: program.output, errors: program.errors)
    }
    return pid
  }

  /// Ids of the instances that answer `path`, asked until `count` have, or long enough to say that no more will.
  func instancesAnswering(_ path: String, count: Int) async throws -> Set<String> {
    var seen: Set<String> = []
    for _ in 0..<200 where seen.count < count {
      let answer = try await Web.get(url + path)
      if answer.status == 200, let instance = answer.servedBy { seen.insert(instance) }
    }
    return seen
  }
}

extension Array {
  fileprivate func firstNonNil<Value>(_ transform: (Element) -> Value?) -> Value? {
    for element in self {
      if let value = transform(element) { return value }
    }
    return nil
  }
}
