import Testing

@testable import AWS

@Suite struct PagingTests {
  @Test func Pages_are_read_to_the_last() async throws {
    var marks: [Int?] = []
    let items = try await allPages { (mark: Int?) in
      marks.append(mark)
      let page = mark ?? 0
      return Page(items: [page * 2, page * 2 + 1], next: page < 2 ? page + 1 : nil)
    }
    #expect(items == [0, 1, 2, 3, 4, 5])
    #expect(marks == [nil, 1, 2])
  }

  @Test func A_list_that_stands_still_ends_with_an_error() async {
    var pages = 0
    let error = await #expect(throws: AWSError.self) {
      try await allPages { (mark: Int?) in
        pages += 1
        return Page(items: [1], next: 7)
      }
    }
    #expect(error?.code == .unexpectedAnswer)
    #expect(pages == 2)
  }

  @Test func A_list_without_end_ends_with_an_error() async {
    let error = await #expect(throws: AWSError.self) {
      try await allPages(limit: 5) { (mark: Int?) in Page(items: [1], next: (mark ?? 0) + 1) }
    }
    #expect(error?.code == .unexpectedAnswer)
  }
}
