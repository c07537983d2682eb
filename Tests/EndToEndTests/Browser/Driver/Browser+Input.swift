import HTTPTypes

/// Keys that are no characters (W3C WebDriver, section 17.4.2).
enum Key {
  static let tab = "\u{E004}"
  static let enter = "\u{E007}"
  static let space = "\u{E00D}"
  static let right = "\u{E014}"
}

/// What a person does: clicks and types, as real input events.
extension Browser {
  /// The member under which WebDriver passes elements (W3C WebDriver, section 11.1).
  private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

  func element(_ selector: String) async throws -> String {
    let found = try await send(
      .post, "/element", ["using": "css selector", "value": .string(selector)])
    guard let id = found[Self.elementKey].string else {
      throw WebDriverError(code: "no such element", message: selector)
    }
    return id
  }

  func click(_ selector: String) async throws {
    try await send(.post, "/element/\(element(selector))/click", [:])
  }

  func type(_ text: String, into selector: String) async throws {
    try await send(.post, "/element/\(element(selector))/value", ["text": .string(text)])
  }

  /// Types wherever the focus is.
  func type(_ text: String) async throws {
    guard let focused = try await send(.get, "/element/active")[Self.elementKey].string else {
      throw WebDriverError(code: "no such element", message: "nothing has the focus")
    }
    try await send(.post, "/element/\(focused)/value", ["text": .string(text)])
  }

  func resize(width: Int, height: Int) async throws {
    try await devTools(
      "Emulation.setDeviceMetricsOverride",
      ["width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": 1, "mobile": true])
  }

  /// `media` such as `["prefers-color-scheme": "dark"]`.
  func emulate(media: KeyValuePairs<String, String>) async throws {
    let features = media.map { JSON.object(["name": .string($0.key), "value": .string($0.value)]) }
    try await devTools("Emulation.setEmulatedMedia", ["features": .array(features)])
  }
}
