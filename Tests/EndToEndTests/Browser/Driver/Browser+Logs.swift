import Foundation
import HTTPTypes

/// What happened in the browser since the same question was last asked.
extension Browser {
  /// The URL of every request that a page was about to send, from Chromium's performance log.
  func requestedURLs() async throws -> [String] {
    let entries = try await send(.post, "/se/log", ["type": "performance"]).array
    return entries.compactMap { entry in
      guard let text = entry["message"].string,
        let event = try? JSONDecoder().decode(JSON.self, from: Data(text.utf8))["message"],
        event["method"] == "Network.requestWillBeSent"
      else { return nil }
      return event["params"]["request"]["url"].string
    }
  }

  /// What the console reported as an error: uncaught exceptions, `console.error`, breaches of the page's policy,
  /// resources that failed to load.
  func consoleErrors() async throws -> [String] {
    try await send(.post, "/se/log", ["type": "browser"]).array
      .filter { $0["level"] == "SEVERE" }
      .compactMap { $0["message"].string }
  }
}
