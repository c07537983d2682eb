import FoundationEssentials
import Testing

/// `docs/rfc9112-checklist.md` names the tests that hold each rule. A list that is not held itself goes stale.
struct ChecklistTests {
  private static let root = #filePath.components(separatedBy: "/Tests/HTTPServerTests/")[0]

  @Test func Every_test_that_the_checklist_names_exists() throws {
    let tests = try Self.tests()
    let named = try Self.text("\(Self.root)/docs/rfc9112-checklist.md").split(separator: "`").filter {
      $0.contains("Tests/") && $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "/" }
    }
    #expect(named.count > 200)
    let missing = named.filter { !tests.contains(String($0)) }
    #expect(missing.isEmpty)
  }

  @Test func Every_rule_of_the_checklist_names_a_test() throws {
    let rows = try Self.text("\(Self.root)/docs/rfc9112-checklist.md").split(separator: "\n")
      .filter { $0.hasPrefix("| ") && !$0.hasPrefix("| section") }
    #expect(rows.count > 100)
    for row in rows { #expect(row.contains("Tests/"), "\(row)") }
  }

  /// All tests as `suite/function`: a file's suite is the type that it declares with the name of `...Tests`.
  private static func tests() throws -> Set<String> {
    var tests: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/Tests") where path.hasSuffix("Tests.swift")
    {
      let source = try text("\(root)/Tests/\(path)")
      guard let suite = source.firstMatch(of: /struct (\w+Tests)\b/)?.1 else { continue }
      for test in source.matches(of: /\n  (?:@Test.*?)?func (\w+)\(/) { tests.insert("\(suite)/\(test.1)") }
    }
    return tests
  }

  private static func text(_ path: String) throws -> String {
    let data = try #require(FileManager.default.contents(atPath: path), "\(path) cannot be read")
    return String(decoding: data, as: UTF8.self)
  }
}
