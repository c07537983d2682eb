import BackendTesting
import Chassis
import FoundationEssentials
import HTTPClient
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import Goodreads

/// A provider as the service makes it, with its calls scripted and its time moved by hand.
struct LiveProvider: Sendable, CustomTestStringConvertible {
  var name: String
  /// What it needs to be set.
  var key: [String: String] = [:]
  var sample: String
  var isbn: String
  var unknown: ClientResponse

  var testDescription: String { name }

  static let all = [
    LiveProvider(
      name: "openlibrary", sample: Samples.openLibrary, isbn: "9780441172719",
      unknown: .answering(#"{"numFound":0,"docs":[]}"#)),
    LiveProvider(
      name: "googlebooks", key: ["GOOGLE_BOOKS_API_KEY": "test-key"], sample: Samples.googleBooks, isbn: "1451648537",
      unknown: .answering(#"{"totalItems":0}"#)),
    LiveProvider(
      name: "goodreads", key: ["GOODREADS_KEY": "test-key"], sample: Samples.goodreads, isbn: "9780307463746",
      unknown: .answering("<error>book not found</error>", status: 404)),
  ]

  func make(
    _ script: ScriptedUpstream, _ time: ManualTime, _ settings: [String: String] = [:]
  ) throws -> any BookProvider {
    let environment = key.merging(settings) { $1 }.merging(["PROVIDER": name]) { set, _ in set }
    let now: @Sendable () -> Date = {
      Date(timeIntervalSince1970: 1_795_262_400 + Double(time.elapsed.components.seconds))
    }
    let outside = script.outside(environment, time: time.source, now: now)
    return try #require(try bookProviders(outside).make(outside.settings).all.first)
  }
}

@Suite struct LiveBookTests {
  private let time = ManualTime()

  /// The answer, or why there is none; time goes on while it is awaited.
  private func ask(_ provider: any BookProvider, _ isbn: String) async throws -> Sourced<Book> {
    let typed = try TypedISBN(isbn)
    return try await time.flowing { try await provider.book(typed) }
  }

  private func error(_ provider: any BookProvider, _ isbn: String) async -> ProviderError? {
    do {
      _ = try await ask(provider, isbn)
      return nil
    } catch {
      return error as? ProviderError
    }
  }

  @Test(
    arguments: [
      (
        LiveProvider.all[0],
        "https://openlibrary.org/search.json?q=isbn%3A9780441172719&limit=1&fields=key%2Ctitle%2Cauthor_name%2C"
          + "first_publish_year%2Ccover_i%2Cratings_average%2Cratings_count%2Ceditions%2Ceditions.key%2C"
          + "editions.title%2Ceditions.isbn",
        "https://openlibrary.org/books/OL7525895M"
      ),
      (
        LiveProvider.all[1],
        "https://www.googleapis.com/books/v1/volumes?q=isbn%3A9781451648539&country=US&key=test-key",
        "https://books.google.com/books?id=abc&hl=en"
      ),
      (
        LiveProvider.all[2], "https://www.goodreads.com/book/isbn/9780307463746?key=test-key",
        "https://www.goodreads.com/book/show/6732019-rework"
      ),
    ])
  func a_book_is_asked_for_and_credited(live: LiveProvider, url: String, page: String) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time)
    let given = try await ask(provider, live.isbn)
    #expect(script.requests.map(\.url) == [url])
    #expect(script.requests.first?.fields[.userAgent] == "ecs-service-discovery/1.0")
    #expect(given.source.provider == live.name)
    #expect(given.source.attribution == provider.source.attribution)
    #expect(given.source.url == page)
    #expect(given.value.isbn == (try TypedISBN(live.isbn)).isbn)
    #expect(!given.cached && !given.stale)
  }

  @Test(arguments: LiveProvider.all)
  func the_address_can_be_another(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let names = ["OPENLIBRARY_BASE_URL", "GOOGLE_BOOKS_BASE_URL", "GOODREADS_BASE_URL"]
    let settings = Dictionary(uniqueKeysWithValues: names.map { ($0, "http://127.0.0.1:9/stand-in/") })
    _ = try await ask(live.make(script, time, settings), live.isbn)
    #expect(script.requests.first?.url.hasPrefix("http://127.0.0.1:9/stand-in/") == true)
  }

  @Test(arguments: LiveProvider.all)
  func either_form_of_a_number_is_asked_once_in_half_a_day(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time)
    let isbn = try TypedISBN(live.isbn).isbn
    // Time stands still while they are asked: who has an old answer would else lose patience with the new one at once.
    let first = try await provider.book(TypedISBN(isbn.isbn13))
    time.advance(by: .seconds(43_000))
    let second = try await provider.book(TypedISBN(try #require(isbn.isbn10)))
    #expect(script.requests.count == 1)
    #expect(second.cached && !second.stale)
    #expect(second.fetchedAt == first.fetchedAt)
    time.advance(by: .seconds(86_400 - 43_000))
    #expect(try await provider.book(TypedISBN(isbn.isbn13)).cached == false)
    #expect(script.requests.count == 2)
  }

  @Test(arguments: zip(LiveProvider.all, [7 * 86_400, 7 * 86_400, 40_000]))
  func an_old_answer_is_there_while_the_provider_is_not(live: LiveProvider, age: Int) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time)
    let first = try await ask(provider, live.isbn)
    script.answer { _ in .answering("<html>Down</html>", status: 503) }
    time.advance(by: .seconds((live.name == "goodreads" ? 43_200 : 86_400) + age - 100))
    let stale = await #expect(throws: StaleAnswer<Sourced<Book>>.self) { try await ask(provider, live.isbn) }
    #expect(stale?.answer.stale == true)
    #expect(stale?.answer.fetchedAt == first.fetchedAt)
    #expect(stale?.cause.code == .unavailable || stale?.cause.code == .timedOut)
  }

  @Test func nothing_of_Goodreads_is_kept_for_longer_than_a_day() async throws {
    let live = LiveProvider.all[2]
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time)
    _ = try await ask(provider, live.isbn)
    script.answer { _ in .answering("", status: 503) }
    time.advance(by: .seconds(86_401))
    #expect(await error(provider, live.isbn)?.code == .unavailable)
  }

  @Test(arguments: LiveProvider.all)
  func an_unknown_book_is_asked_for_once_an_hour(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in live.unknown }
    let provider = try live.make(script, time)
    for _ in 0..<3 { #expect(await error(provider, "9798886451740")?.code == .unknown) }
    #expect(script.requests.count == 1)
    time.advance(by: .seconds(3601))
    #expect(await error(provider, "9798886451740")?.code == .unknown)
    #expect(script.requests.count == 2)
  }

  @Test(arguments: LiveProvider.all)
  func an_outage_that_passes_is_not_noticed(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in .answering("<html>", status: 503) }
    let provider = try live.make(script, time)
    script.answer { [script] _ in
      script.requests.count < 3 ? .answering("<html>", status: 503) : .answering(live.sample)
    }
    _ = try await ask(provider, live.isbn)
    #expect(script.requests.count == 3)
  }

  @Test(arguments: LiveProvider.all)
  func after_too_many_calls_there_is_a_rest(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in .answering("", status: 429, fields: [.retryAfter: "120"]) }
    let provider = try live.make(script, time)
    for _ in 0..<2 {
      let error = await error(provider, live.isbn)
      #expect(error?.code == .throttled)
      #expect(error?.retryAfter ?? .zero > .seconds(100))
    }
    #expect(script.requests.count == 1)
    script.answer { _ in .answering(live.sample) }
    time.advance(by: .seconds(121))
    _ = try await ask(provider, live.isbn)
  }

  /// The URL holds it, and so may whatever a broken proxy sends back.
  @Test(arguments: LiveProvider.all.dropFirst())
  func a_key_is_in_no_error(live: LiveProvider) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time)
    let failures: [ScriptedUpstream.Answer] = [
      { request in .answering("no test-key \(request.url)", status: 400) },
      { _ in .answering(#"{"error":{"code":400,"message":"API key test-key not valid."}}"#, status: 400) },
      { _ in .answering("Invalid API key test-key", status: 401) },
      { _ in .answering("<error>test-key</error>") }, { _ in .answering(#"{"test-key":"#) },
      { _ in throw ClientError(.connectFailed, "Could not connect.") },
      { _ in throw ClientError(.timeout, "Took too long.") },
    ]
    for failure in failures {
      script.answer(failure)
      let error = await error(provider, live.isbn)
      #expect(error?.isAboutProvider == true)
      #expect(error.map { !"\($0) \(String(reflecting: $0))".contains("test-key") } == true)
      time.advance(by: .seconds(60))
    }
    #expect(!"\(provider)".contains("test-key") && !String(reflecting: provider).contains("test-key"))
  }

  @Test(arguments: zip(LiveProvider.all, [Duration.seconds(9), .seconds(5), .seconds(5)]))
  func a_slow_provider_has_its_time(live: LiveProvider, limit: Duration) async throws {
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    _ = try await ask(live.make(script, time), live.isbn)
    #expect(script.requests.first?.timeout == limit)
    _ = try await ask(live.make(script, time, ["PROVIDER_TIMEOUT": "3s"]), live.isbn)
    #expect(script.requests.last?.timeout == .seconds(3))
  }

  @Test func Open_Library_is_told_whom_to_write_to() async throws {
    let live = LiveProvider.all[0]
    let script = ScriptedUpstream { _ in .answering(live.sample) }
    let provider = try live.make(script, time, ["OPENLIBRARY_CONTACT": "books@example.org"])
    _ = try await ask(provider, live.isbn)
    #expect(script.requests.first?.fields[.userAgent] == "ecs-service-discovery/1.0 (books@example.org)")
  }

  @Test(arguments: ["a)b", "a(b", "a\\b", "é@example.org", "a\nb: c", String(repeating: "x", count: 201)])
  func a_contact_that_fits_no_field_is_refused_at_the_start(contact: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try LiveProvider.all[0].make(ScriptedUpstream { _ in .answering("") }, time, ["OPENLIBRARY_CONTACT": contact])
    }
    #expect("\(error as Any)".contains("OPENLIBRARY_CONTACT"))
  }
}
