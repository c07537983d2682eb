import BackendTesting
import Chassis
import Foundation
import HTTPServer
import Testing

@testable import Goodreads

@Suite struct BookRouteTests {
  private let router: Router
  private let document: APIDocument

  init() throws {
    let provider = try SampleBooks.bundled(now: { Date(timeIntervalSince1970: 1_795_262_400) })
    var router = Router()
    GoodreadsAPI.add(to: &router, providers: FirstAvailable(provider), instance: .forTests)
    self.router = router
    document = try APIDocument(GoodreadsAPI.document, BackendDocument.shared)
  }

  private func get(_ isbn: String) async throws -> RouteAnswer {
    let answer = try await router.answer("/book/", isbn)
    #expect(document.faults(of: answer, at: "/book/{isbn}") == [])
    return answer
  }

  @Test(arguments: ["0316219282", "0-316-21928-2", "978-0-316-21928-0", "ISBN-13: 978 0316219280"])
  func either_form_finds_the_same_book(typed: String) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 200)
    #expect(answer.text("isbn") == typed.filter(\.isNumber).replacing(/^13978/, with: "978"))
    #expect(answer.text("isbn10") == "0316219282")
    #expect(answer.text("isbn13") == "9780316219280")
    #expect(answer.text("title") == "The Everything Store")
    #expect(answer.list("authors") == [.string("Brad Stone")])
    #expect(answer.text("published") == "2013")
    #expect(answer.number("ratingscount") == 24_678)
    #expect(answer.number("reviewscount") == 1577)
    #expect(answer.number("averagerating") == 4.06)
    #expect(answer.json["source"]?["licence"] == .string("CC BY-SA 4.0"))
  }

  @Test func ratings_and_years_that_are_not_known_are_null() async throws {
    let answer = try await get("0140328726")
    #expect(answer.text("title") == "Fantastic Mr. Fox")
    for member in ["published", "ratingscount", "reviewscount", "averagerating"] {
      #expect(answer.json[member] == .null)
    }
  }

  @Test(
    arguments: [
      ("0316218286", "0316219282"), ("9780316218283", "9780316219280"), ("080442957X", nil), ("9791032305690", nil),
    ] as [(String, String?)])
  func an_unknown_book_is_404_with_the_one_that_is_a_slip_away(typed: String, suggestion: String?) async throws {
    let answer = try await get(typed)
    #expect(answer.status == 404)
    #expect(answer.text("suggestion") == suggestion)
    let hint = suggestion.map { " Did you mean \"\($0)\"?" } ?? ""
    #expect(answer.text("detail") == "No sample book has the ISBN \(typed).\(hint)")
  }

  @Test(arguments: ["0316219283", "97803162192", "03162X9282", "Rework", " "])
  func a_wrong_number_is_400(typed: String) async throws {
    #expect(try await get(typed).status == 400)
  }

  @Test func every_sample_book_is_answered_as_described() async throws {
    let numbers = [
      "0316219282", "0316206849", "0307463745", "0439554934", "043965548X", "0618260307", "0451524934", "0061120081",
      "0743273567", "0316769177", "020161622X", "0812550706", "0345391802", "0439023483", "0804139024", "1451648537",
      "0307887898", "0988262592", "0441569595", "0553380958", "0465026567", "0553380168", "0385495323", "0140328726",
      "0451526538", "0441172717", "0132350882", "0201633612", "0131103628", "1449373321", "075640407X",
    ]
    for number in numbers { #expect(try await get(number).text("isbn10") == number) }
  }

  @Test func the_document_is_closed_and_requires_all_but_the_suggestion() {
    #expect(document.version == "3.1.0")
    #expect(document.openSchemas == [])
    #expect(document.optionalMembers == ["Problem.suggestion"])
  }
}
