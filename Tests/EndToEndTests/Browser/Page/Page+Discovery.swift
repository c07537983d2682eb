/// The discovery panel, in the words of its user.
extension Page {
  /// Opens the panel and waits until it shows its services.
  func openPanel() async throws {
    try await eventually("the panel is there") {
      try await browser.run("return document.querySelector('#discovery:not([hidden])') !== null").bool == true
    }
    if try await browser.run("return document.querySelector('#discovery').open").bool != true {
      try await browser.click("#discovery summary")
    }
    try await eventually("the panel shows services") {
      try await browser.run("return document.querySelectorAll('.service').length").number ?? 0 > 0
    }
  }

  func closePanel() async throws {
    try await browser.click("#discovery summary")
    try await eventually("the panel is closed") {
      try await browser.run("return document.querySelector('#discovery').open").bool == false
    }
  }

  /// The text of a part of a service in the panel.
  func found(_ service: String, _ part: String) async throws -> String {
    try await text(".service[data-service='\(service)'] \(part)")
  }

  /// The rows of a service's table in the panel: the text of each cell, lines and blanks as one blank.
  func endpoints(of service: String) async throws -> [[String]] {
    let script = """
      return [...document.querySelectorAll(`.service[data-service="${arguments[0]}"] tbody tr`)].map((row) =>
        [...row.cells].map((cell) => cell.innerText.trim().replace(/\\s+/g, " ")));
      """
    return try await browser.run(script, .string(service)).array.map(\.strings)
  }

  /// The marks of the latest answers of a service, oldest first.
  func strip(of service: String) async throws -> String {
    let script = """
      return [...document.querySelectorAll(`.service[data-service="${arguments[0]}"] .cell`)]
        .map((cell) => cell.textContent).reverse().join("")
      """
    return try await browser.run(script, .string(service)).string ?? ""
  }

  /// The buttons of an instance: the words of each, in brackets where it is off.
  func buttons(of instance: String) async throws -> [String] {
    let script = """
      return [...document.querySelectorAll(`[data-row^="${arguments[0]}/"] .buttons button`)]
        .map((button) => (button.ariaDisabled === "true" ? `(${button.textContent})` : button.textContent));
      """
    return try await browser.run(script, .string(instance)).strings
  }

  func press(_ action: String, _ instance: String) async throws {
    try await browser.click("[data-row^='\(instance)/'] [data-action=\(action)]")
  }

  /// Whether anything of `selector` can be seen.
  func shows(_ selector: String) async throws -> Bool {
    let script = "return [...document.querySelectorAll(arguments[0])].some((element) => element.checkVisibility())"
    return try await browser.run(script, .string(selector)).bool == true
  }

  /// What the panel says to those who listen.
  func announced() async throws -> String {
    try await browser.run("return document.querySelector('#discovery .unseen[role=status]').textContent").string ?? ""
  }

  /// Makes the page believe that it is in the background, or in front again.
  func hide(_ hidden: Bool) async throws {
    try await browser.run(
      """
      Object.defineProperty(document, "hidden", { configurable: true, get: () => arguments[0] });
      document.dispatchEvent(new Event("visibilitychange"));
      """.replacing("arguments[0]", with: String(hidden)))
  }
}
