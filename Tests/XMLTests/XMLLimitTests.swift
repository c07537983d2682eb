import Testing

@testable import XML

@Suite struct XMLLimitTests {
  private func expectLimit(_ error: XMLError?, _ message: String) {
    #expect(error?.code == .limit)
    #expect(error?.message == message)
  }

  @Test func bytes() {
    #expect(refusal("<a></a>") { $0.bytes = 7 } == nil)
    expectLimit(refusal("<a></a>") { $0.bytes = 6 }, "The XML is longer than 6 bytes.")
  }

  @Test func depth() {
    #expect(refusal(nested(64)) == nil)
    expectLimit(refusal(nested(65)), "The XML has elements more than 64 deep.")
    expectLimit(refusal(nested(100_000)), "The XML has elements more than 64 deep.")
    expectLimit(
      refusal(String(repeating: "<a>", count: 100_000)), "The XML has elements more than 64 deep.")
  }

  /// Beyond its own limit libxml2 stops by itself.
  @Test func depth_of_libxml2() {
    #expect(refusal(nested(300)) { $0.depth = 1000 }?.code == .malformed)
  }

  @Test func nodes() {
    #expect(refusal("<a b='1'>c<d/></a>") { $0.nodes = 5 } == nil)
    expectLimit(refusal("<a b='1'>c<d/></a>") { $0.nodes = 4 }, "The XML has more than 4 nodes.")
    let many = "<a>" + String(repeating: "<b/>", count: 60_000) + "</a>"
    expectLimit(refusal(many), "The XML has more than 20000 nodes.")
    let comments = "<a>" + String(repeating: "<!---->", count: 60_000) + "</a>"
    expectLimit(refusal(comments), "The XML has more than 20000 nodes.")
  }

  @Test(arguments: ["1234", "12<![CDATA[34]]>", "1<!-- -->2<?p?>34", "&lt;&gt;34", "éé"])
  func text(text: String) {
    #expect(refusal("<a>\(text)</a>") { $0.textBytes = 4 } == nil)
    expectLimit(refusal("<a>\(text)</a>") { $0.textBytes = 3 }, "The XML has a text longer than 3 bytes.")
  }

  @Test func each_text_has_the_limit_for_itself() {
    #expect(refusal("<a>1234<b/>1234</a>") { $0.textBytes = 4 } == nil)
  }

  @Test func a_long_text() throws {
    let long = String(repeating: "x", count: 200_000)
    #expect(try events("<a>\(long)</a>")[1] == .text(long))
    #expect(try events("<a><![CDATA[\(long)]]></a>")[1] == .text(long))
    expectLimit(refusal("<a>\(long)\(long)</a>"), "The XML has a text longer than 262144 bytes.")
  }

  @Test func attributes() {
    func element(_ count: Int) -> String { "<a \((0..<count).map { "x\($0)=''" }.joined(separator: " "))/>" }
    #expect(refusal(element(32)) == nil)
    expectLimit(refusal(element(33)), "The XML has an element with more than 32 attributes.")
    expectLimit(refusal(element(80_000)), "The XML has an element with more than 32 attributes.")
    let namespaces = "<a \((0..<33).map { "xmlns:x\($0)='u'" }.joined(separator: " "))/>"
    expectLimit(refusal(namespaces), "The XML has an element with more than 32 attributes.")
  }

  @Test func markup() {
    let long = String(repeating: "x", count: 20_000)
    let message = "The XML has a tag or comment longer than 16384 bytes."
    for document in ["<\(long)/>", "<a x='\(long)'/>", "<a><!--\(long)--></a>", "<a><?p \(long)?></a>"] {
      expectLimit(refusal(document), message)
    }
    #expect(refusal("<a x='>>'/>") { $0.markupBytes = 11 } == nil)
    expectLimit(refusal("<a x='>>'/>") { $0.markupBytes = 10 }, "The XML has a tag or comment longer than 10 bytes.")
    expectLimit(refusal("<a><!--\(long)"), message)
  }
}
