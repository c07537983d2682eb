import BackendTesting
import Chassis
import Testing
import Timing
import Upstream

@testable import Goodreads

@Suite struct BookProviderChoiceTests {
  private func names(_ environment: [String: String]) throws -> [String] {
    let outside = ScriptedUpstream { _ in .answering("") }.outside(environment, time: .real)
    return try bookProviders(outside).make(outside.settings).all.map(\.source.provider)
  }

  @Test(
    arguments: [
      ([:], ["openlibrary"]), (["GOODREADS_KEY": "test-key"], ["goodreads"]),
      (["GOODREADS_API_KEY": "test-key"], ["goodreads"]), (["GOOGLE_BOOKS_API_KEY": "test-key"], ["openlibrary"]),
      (["PROVIDER": "auto,sample"], ["openlibrary", "sample"]),
      (["PROVIDER": "googlebooks,openlibrary", "GOOGLE_BOOKS_API_KEY": "test-key"], ["googlebooks", "openlibrary"]),
    ] as [([String: String], [String])])
  func auto_goes_by_the_keys(environment: [String: String], expected: [String]) throws {
    #expect(try names(environment) == expected)
  }

  @Test(arguments: [("googlebooks", "GOOGLE_BOOKS_API_KEY"), ("goodreads", "GOODREADS_KEY")])
  func a_key_that_is_missing_ends_the_start_with_its_name(provider: String, key: String) {
    let error = #expect(throws: ConfigurationError.self) { try names(["PROVIDER": provider]) }
    #expect("\(error as Any)".contains(key) && "\(error as Any)".contains("\(key)_FILE"))
  }
}
