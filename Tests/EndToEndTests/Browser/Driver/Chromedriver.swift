import Foundation
import HTTPClient
import HTTPTypes

@testable import Demo

/// A `chromedriver` process on a free port, which starts and drives Chromium.
///
/// Nothing of it outlives the tests, however they end: a shell beside it ends the driver, by its number, as soon as the
/// shell's own standard input ends; the browser ends with the driver, because the pipe between them closes.
struct Chromedriver: Sendable {
  let driver: WebDriver
  private let shell: ChildProcess

  /// SIGKILL, because chromedriver blocks SIGTERM.
  private static let guardScript = """
    trap 'kill -KILL "$child" "$watch" 2>/dev/null' TERM EXIT
    "$@" </dev/null & child=$!
    cat <&0 >/dev/null & watch=$!
    wait -n
    """

  static func start(client: Client) async throws -> Chromedriver {
    guard let executable = Tool.path("chromedriver"), Tool.path("chromium") != nil else {
      throw MissingTool(
        message: "The browser tests need Chromium and its driver: apt-get install chromium chromium-driver")
    }
    let lines = AsyncStream.makeStream(of: String.self)
    let shell = try ChildProcess(
      "/bin/bash", arguments: ["-c", guardScript, "guard", executable, "--port=0"],
      environment: ProcessInfo.processInfo.environment, deliver: { lines.continuation.yield($0.text) })
    Task {
      _ = await shell.exitStatus
      lines.continuation.finish()
    }
    var said: [String] = []
    for await line in lines.stream {
      said.append(line)
      if let port = line.firstMatch(of: /started successfully on port (\d+)/).flatMap({ Int($0.1) }) {
        return Chromedriver(driver: WebDriver(client: client, port: port), shell: shell)
      }
    }
    throw MissingTool(message: "chromedriver ended without serving: " + said.joined(separator: "\n"))
  }

  func stop() async {
    shell.stop(grace: .seconds(10))
    _ = await shell.exitStatus
  }
}

struct MissingTool: Error, CustomStringConvertible {
  var message: String
  var description: String { message }
}

enum Tool {
  /// Where `name` lies on the search path.
  static func path(_ name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
      .split(separator: ":")
      .map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
