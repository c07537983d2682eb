import BackendTesting
import Chassis
import HTTPServer
import HTTPTypes
import Testing
import TimingTesting
import Upstream

@testable import Goodreads

/// Every situation at a provider has its status, and an answer as the document describes it.
@Suite struct LiveRouteTests {
  private let time = ManualTime()

  private func answer(_ live: LiveProvider, _ isbn: String, _ reply: @escaping ScriptedUpstream.Answer) async throws
    -> RouteAnswer
  {
    let provider = try live.make(ScriptedUpstream(reply), time)
    var router = Router()
    GoodreadsAPI.add(to: &router, providers: FirstAvailable(provider), instance: .forTests)
    let answer = try await time.flowing { try await router.answer("/book/", isbn) }
    let document = try APIDocument(GoodreadsAPI.document, BackendDocument.shared)
    #expect(document.faults(of: answer, at: "/book/{isbn}") == [])
    return answer
  }

  @Test(arguments: LiveProvider.all)
  func a_found_book_is_200_as_it_was_asked_for(live: LiveProvider) async throws {
    let answer = try await answer(live, live.isbn) { _ in .answering(live.sample) }
    #expect(answer.status == 200)
    #expect(answer.text("isbn") == live.isbn)
    #expect(answer.json["source"]?["provider"] == .string(live.name))
    #expect(answer.json["cached"] == .boolean(false))
  }

  @Test func a_book_of_which_little_is_known_has_nulls() async throws {
    let answer = try await answer(LiveProvider.all[0], "9791032305690") { _ in
      .answering(#"{"docs":[{"title":"An example"}]}"#)
    }
    #expect(answer.status == 200)
    for member in ["isbn10", "published", "cover", "url", "ratingscount", "reviewscount", "averagerating"] {
      #expect(answer.json[member] == .null)
    }
    #expect(answer.list("authors") == [])
  }

  @Test(arguments: LiveProvider.all)
  func an_unknown_book_is_404(live: LiveProvider) async throws {
    #expect(try await answer(live, "9798886451740") { _ in live.unknown }.status == 404)
  }

  @Test(arguments: LiveProvider.all)
  func a_wrong_number_is_400_and_nobody_is_asked(live: LiveProvider) async throws {
    #expect(try await answer(live, "0316219283") { _ in throw CancellationError() }.status == 400)
  }

  @Test(arguments: LiveProvider.all)
  func a_throttled_provider_is_503_with_the_time_to_wait(live: LiveProvider) async throws {
    let answer = try await answer(live, live.isbn) { _ in .answering("", status: 429, fields: [.retryAfter: "90"]) }
    #expect(answer.status == 503)
    #expect(answer.fields[.retryAfter] == "90")
  }

  @Test(arguments: LiveProvider.all)
  func a_refused_call_is_502(live: LiveProvider) async throws {
    #expect(try await answer(live, live.isbn) { _ in .answering("", status: 403) }.status == 502)
  }

  @Test(arguments: LiveProvider.all, [200, 500, 503])
  func a_page_in_place_of_data_is_502(live: LiveProvider, status: Int) async throws {
    let answer = try await answer(live, live.isbn) { _ in .answering("<html>Down</html>", status: status) }
    #expect(answer.status == 502)
  }
}
