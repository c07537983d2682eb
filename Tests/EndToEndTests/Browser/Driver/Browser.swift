import Foundation
import HTTPTypes

/// One browser window with a profile of its own.
final class Browser: Sendable {
  let driver: WebDriver
  private let session: String
  private let profile: URL

  private init(driver: WebDriver, session: String, profile: URL) {
    self.driver = driver
    self.session = session
    self.profile = profile
  }

  static func open(_ driver: WebDriver) async throws -> Browser {
    let profile = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
    var arguments: [JSON] = [
      "--headless=new", "--window-size=1280,900", "--lang=en-US", "--no-first-run", "--disable-background-networking",
      // Containers have a small /dev/shm; the pipe is what ends the browser when its driver is gone.
      "--disable-dev-shm-usage", "--remote-debugging-pipe", .string("--user-data-dir=\(profile.path)"),
    ]
    // Chromium refuses its sandbox to root, who is who containers run as.
    if getuid() == 0 { arguments.append("--no-sandbox") }
    let options: JSON = ["binary": .string(Tool.path("chromium") ?? "chromium"), "args": .array(arguments)]
    let wanted: JSON = [
      "browserName": "chrome", "goog:chromeOptions": options,
      "goog:loggingPrefs": ["performance": "ALL", "browser": "ALL"],
    ]
    let started = try await driver.send(.post, "/session", ["capabilities": ["alwaysMatch": wanted]])
    guard let session = started["sessionId"].string else {
      throw WebDriverError(code: "no session", message: "\(started)")
    }
    return Browser(driver: driver, session: session, profile: profile)
  }

  /// Forgets what was stored, logged and emulated, and shows an empty page.
  func reset() async throws {
    try await devTools("Network.emulateNetworkConditions", Self.online)
    try await devTools("Emulation.clearDeviceMetricsOverride", [:])
    try await emulate(media: [:])
    try await devTools("Storage.clearDataForOrigin", ["origin": "*", "storageTypes": "local_storage"])
    try await open("about:blank")
    _ = try await requestedURLs()
    _ = try await consoleErrors()
  }

  private static let online: JSON = [
    "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
  ]

  func close() async {
    _ = try? await driver.send(.delete, "/session/\(session)")
    try? FileManager.default.removeItem(at: profile)
  }

  @discardableResult
  func send(_ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil) async throws -> JSON {
    try await driver.send(method, "/session/\(session)\(path)", body)
  }

  func open(_ url: String) async throws {
    try await send(.post, "/url", ["url": .string(url)])
  }

  func reload() async throws {
    try await send(.post, "/refresh", [:])
  }

  /// What the function body `script` returns; `arguments` are its arguments.
  @discardableResult
  func run(_ script: String, _ arguments: JSON...) async throws -> JSON {
    try await send(.post, "/execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  /// A command of the Chrome DevTools protocol.
  @discardableResult
  func devTools(_ command: String, _ parameters: JSON) async throws -> JSON {
    try await send(.post, "/goog/cdp/execute", ["cmd": .string(command), "params": parameters])
  }
}
