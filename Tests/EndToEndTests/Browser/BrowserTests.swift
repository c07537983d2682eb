import HTTPClient
import Testing

/// The page as a person meets it: a real browser, the real portal, real backends with sample data.
///
/// One after the other, because they share one browser window, made as good as new before each test: starting a browser
/// takes longer than most tests.
@Suite(.serialized, .browserFixture) struct BrowserTests {}

/// What all browser tests share: one browser, one portal with two instances of each backend.
struct BrowserFixture: Sendable {
  @TaskLocal static var current: BrowserFixture?

  let client: Client
  let browser: Browser
  let stack: BrowsedStack

  /// Runs `body` with the page as someone sees it who was never there before: that of the shared portal, or the one at
  /// `url`.
  static func withPage(
    size: (width: Int, height: Int)? = nil, stack: BrowsedStack? = nil, url: String? = nil,
    _ body: (Page) async throws -> Void
  ) async throws {
    let fixture = try #require(current)
    try await fixture.browser.reset()
    if let size { try await fixture.browser.resize(width: size.width, height: size.height) }
    let page = Page(browser: fixture.browser, url: url ?? (stack ?? fixture.stack).url)
    try await page.open()
    try await body(page)
  }
}

struct BrowserFixtureTrait: SuiteTrait, TestScoping {
  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    let client = Client()
    let chromedriver = try await Chromedriver.start(client: client)
    let result: Result<Void, any Error>
    do {
      try await BrowsedStack.with(instances: 2) { stack in
        let browser = try await Browser.open(chromedriver.driver)
        let fixture = BrowserFixture(client: client, browser: browser, stack: stack)
        try await BrowserFixture.$current.withValue(fixture) { try await function() }
        await browser.close()
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await chromedriver.stop()
    await client.shutdown()
    try result.get()
  }
}

extension Trait where Self == BrowserFixtureTrait {
  static var browserFixture: Self { Self() }
}
