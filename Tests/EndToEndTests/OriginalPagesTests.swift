import Foundation
import Testing

/// What the web pages of the samples of 2015 and 2016 read from an answer, so that they work against this portal.
@Suite(.serialized) struct OriginalPagesTests {
  /// Each route with the fields that its page shows, and what their values must be: a page puts numbers through
  /// `Number(...)` and sorts by them.
  private static let contracts: [(path: String, texts: [String], numbers: [String])] = [
    ("/stock/AAPL", ["symbol", "name"], ["price"]),
    ("/weather/Paris", ["city", "country", "format"], ["temp"]),
    ("/book/0316219282", ["isbn"], ["ratingscount", "reviewscount", "averagerating"]),
    ("/game/Minecraft", ["name", "box"], ["popularity"]),
  ]

  @Test func Answers_have_the_fields_that_the_original_pages_show() async throws {
    let demo = try await RunningDemo.start()
    for contract in Self.contracts {
      let answer = try await Web.get(demo.url + contract.path)
      #expect(answer.status == 200)
      for field in contract.texts + ["containerid", "instanceid"] {
        #expect((answer.json[field] as? String)?.isEmpty == false, "\(contract.path) \(field)")
      }
      for field in contract.numbers { #expect(answer.json[field] is NSNumber, "\(contract.path) \(field)") }
      #expect(answer.json["error"] == nil, "the pages take any answer with this member for a failure")
    }
    let book = try await Web.get(demo.url + "/book/0316219282")
    #expect(book.json["title"] as? String == "The Everything Store" && book.json["isbn"] as? String == "0316219282")
    await demo.program.stop()
  }

  @Test(arguments: [
    "/stock/ZZZZZZ", "/weather/Atlantis", "/book/0316219283", "/game/No%20such%20game", "/nothing/here",
  ])
  func Failures_have_the_member_error_that_the_original_pages_look_for(path: String) async throws {
    let demo = try await RunningDemo.start()
    let answer = try await Web.get(demo.url + path)
    #expect([400, 404].contains(answer.status))
    #expect((answer.json["error"] as? String)?.isEmpty == false)
    await demo.program.stop()
  }
}
