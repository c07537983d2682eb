import Testing

@testable import XML

@Suite struct XMLElementTests {
  private func element(_ text: String) throws -> XMLElement { try XMLElement(document: Array(text.utf8)) }

  @Test func only_direct_children_are_found() throws {
    let book = try element("<book><work><id>1</id></work><id>2</id><id>3</id></book>")
    #expect(book.name == "book")
    #expect(book["id"]?.text == "2")
    #expect(book.all("id").map(\.text) == ["2", "3"])
    #expect(book["work"]?["id"]?.text == "1")
    #expect(book["title"] == nil)
  }

  @Test func text_is_the_elements_own() throws {
    #expect(try element("<a>1<b>2</b>3<![CDATA[4]]></a>").text == "134")
  }

  @Test func an_attribute_is_found_by_its_name_without_prefix() throws {
    let element = try element("<a xmlns:p='urn:p' p:x='1' x='2' nil='true'/>")
    #expect(element.attribute("x") == "2")
    #expect(element.attribute("nil") == "true")
    #expect(element.attribute("y") == nil)
  }

  @Test func children_are_found_in_any_namespace() throws {
    #expect(try element("<a xmlns='urn:d' xmlns:p='urn:p'><p:b>1</p:b></a>")["b"]?.text == "1")
  }

  @Test func a_part_of_a_document_is_read_as_a_tree() throws {
    var reader = try XMLReader(Array("<list><item><n>1</n></item><item><n>2</n></item></list>".utf8))
    var numbers: [String] = []
    while let event = try reader.next() {
      guard case .start(let tag) = event, tag.name == "item" else { continue }
      numbers.append(try XMLElement(after: tag, from: &reader)["n"]?.text ?? "")
    }
    #expect(numbers == ["1", "2"])
  }

  @Test(arguments: ["<a/><b/>", "<a/>x", "<a><b></a>", ""])
  func a_document_is_read_to_its_end(text: String) {
    #expect(throws: XMLError.self) { try element(text) }
  }

  @Test func a_whole_answer() throws {
    let response = try element(
      """
      <?xml version="1.0"?>
      <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets>
        <ResourceRecordSet><Name>a.ecs.internal.</Name><Type>CNAME</Type><TTL>60</TTL></ResourceRecordSet>
        <ResourceRecordSet><Name>b.ecs.internal.</Name><Type>A</Type></ResourceRecordSet>
      </ResourceRecordSets><IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>
      """)
    #expect(response.tag.namespace == "https://route53.amazonaws.com/doc/2013-04-01/")
    let records = response["ResourceRecordSets"]?.all("ResourceRecordSet") ?? []
    #expect(records.map { $0["Name"]?.text } == ["a.ecs.internal.", "b.ecs.internal."])
    #expect(records.map { $0["TTL"]?.text } == ["60", nil])
    #expect(response["IsTruncated"]?.text == "false")
  }
}
