/// One of the four sections of the page.
enum Section: String, CaseIterable, Sendable {
  case stocks, weather, books, games

  var service: String {
    switch self {
    case .stocks: "stock-price"
    case .weather: "weather"
    case .books: "goodreads"
    case .games: "twitch"
    }
  }

  /// A name that the sample data knows.
  var known: String {
    switch self {
    case .stocks: "AAPL"
    case .weather: "Paris"
    case .books: "0316219282"
    case .games: "Minecraft"
    }
  }
}

/// The portal's page in a browser, in the words of its user.
struct Page: Sendable {
  let browser: Browser
  let url: String

  func open() async throws {
    try await browser.open(url)
    try await started()
  }

  func reload() async throws {
    try await browser.reload()
    try await started()
  }

  private func started() async throws {
    try await eventually("the page has built its four sections") {
      try await browser.run("return document.querySelectorAll('main form input').length") == 4
    }
  }

  /// Types `text` into the section's form and presses Enter.
  func submit(_ text: String, to section: Section) async throws {
    try await browser.run("document.getElementById(arguments[0] + '-input').value = ''", .string(section.rawValue))
    try await browser.type(text + Key.enter, into: "#\(section.rawValue)-input")
  }

  /// ``submit(_:to:)``, and waits for one more answer in the tally.
  func ask(_ text: String, in section: Section) async throws {
    let before = try await answers(in: section)
    try await submit(text, to: section)
    try await eventually("an answer to \(text)") { try await answers(in: section) > before }
  }

  /// The rows of the section's table from top to bottom: by column, the text shown.
  func rows(of section: Section) async throws -> [[String: String]] {
    let script = """
      return [...document.querySelectorAll(`#${arguments[0]} tbody tr`)].map((row) => Object.fromEntries(
        [...row.querySelectorAll("[data-column]")].map((cell) => [cell.dataset.column, cell.innerText.trim()])));
      """
    return try await browser.run(script, .string(section.rawValue)).array.map { row in
      guard case .object(let cells) = row else { return [:] }
      return cells.compactMapValues(\.string)
    }
  }

  /// How many answers each instance gave, by the section's own count.
  func tally(of section: Section) async throws -> [String: Int] {
    let script = """
      return Object.fromEntries([...document.querySelectorAll(`#${arguments[0]} .tally .chip`)].map((chip) => [
        chip.querySelector(".chip-label").textContent, Number(chip.querySelector(".times").textContent.replace(/\\D/g, ""))]));
      """
    guard case .object(let counts) = try await browser.run(script, .string(section.rawValue)) else { return [:] }
    return counts.compactMapValues { $0.number.map(Int.init) }
  }

  func answers(in section: Section) async throws -> Int {
    try await tally(of: section).values.reduce(0, +)
  }

  /// The text of the section's problem, empty where there is none.
  func problem(in section: Section) async throws -> String {
    try await text("#\(section.rawValue)-problem")
  }

  func text(_ selector: String) async throws -> String {
    try await browser.run("return document.querySelector(arguments[0])?.innerText ?? ''", .string(selector)).string
      ?? ""
  }

  /// What has the focus: its id, or its label, or its text.
  func focus() async throws -> String {
    let script = "const it = document.activeElement; return it.id || it.ariaLabel || it.textContent.trim()"
    return try await browser.run(script).string ?? ""
  }
}
