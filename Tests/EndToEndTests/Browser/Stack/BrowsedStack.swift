import Foundation

@testable import Demo

/// A portal, and behind it some instances of each backend, of which a test may end whichever it wants.
struct BrowsedStack: Sendable {
  static let backendNames = ["stock-price", "weather", "goodreads", "twitch"]

  let url: String
  private let portal: Program
  private let backends: [String: [Program]]

  /// `instances` of each backend, named `weather-1`, `weather-2` and so on, with `settings` by the backend's name.
  static func start(instances: Int, settings backendSettings: [String: [String: String]] = [:]) async throws
    -> BrowsedStack
  {
    var backends: [String: [Program]] = [:]
    for name in backendNames {
      backends[name] = try (1...instances).map { number in
        try Program(name, [], ["INSTANCE_ID": "\(name)-\(number)"].merging(backendSettings[name] ?? [:]) { $1 })
      }
    }
    var settings = ["INSTANCE_ID": "portal-1"]
    for (name, programs) in backends {
      var addresses: [String] = []
      for program in programs { addresses.append(String(try await program.url().dropFirst("http://".count))) }
      settings[name.uppercased().replacing("-", with: "_") + "_SERVICE"] = addresses.joined(separator: ",")
    }
    let portal = try Program("portal", [], settings)
    return BrowsedStack(url: try await portal.url() + "/", portal: portal, backends: backends)
  }

  /// Runs `body` with a stack of its own, which ends with it.
  static func with(
    instances: Int, settings: [String: [String: String]] = [:], _ body: (BrowsedStack) async throws -> Void
  ) async throws {
    let stack = try await start(instances: instances, settings: settings)
    do {
      try await body(stack)
    } catch {
      await stack.stop()
      throw error
    }
    await stack.stop()
  }

  /// Ends every instance of `name` at once, as machines that lose their power would.
  func kill(_ name: String) async throws {
    for program in name == "portal" ? [portal] : backends[name] ?? [] {
      program.signal(SIGKILL)
      _ = await program.child.exitStatus
    }
  }

  func stop() async {
    for program in [portal] + backends.values.joined() {
      program.signal(SIGKILL)
      _ = await program.child.exitStatus
    }
  }
}
