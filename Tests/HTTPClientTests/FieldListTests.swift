import Testing

@testable import HTTPClient

struct FieldListTests {
  @Test(arguments: [0, 1, 3])
  func lines_are_linked_in_their_order(count: Int) {
    let lines = (0..<count).map { "X-\($0): \($0)" }
    let list = FieldList(text: lines.flatMap { Array($0.utf8) + [0] }, count: count)
    #expect(list.lines == lines && (list.pointer == nil) == (count == 0))
  }
}
