import Chassis
import Testing

@Suite struct SampleFileTests {
  private struct Record: Decodable {
    var name: String
  }

  private func names(_ json: String) throws -> [String] {
    try SampleFile("names.json", Array(json.utf8)).records(Record.self) { record in
      guard !record.name.isEmpty else { throw InvalidRecord("it has no name") }
      return record.name
    }
  }

  @Test func records_come_in_the_order_of_the_file() throws {
    #expect(try names(#"[{"name":"b"},{"name":"a"}]"#) == ["b", "a"])
  }

  @Test(arguments: [
    ("", "names.json"), ("[", "names.json"), (#"[{"nam":"a"}]"#, "name"),
    (#"[{"name":"a"},{"name":""}]"#, "record 2: it has no name"),
  ])
  func a_broken_file_is_named_with_its_fault(json: String, fault: String) {
    let error = #expect(throws: SampleFileError.self) { try names(json) }
    #expect(error?.description.hasPrefix("The sample data file names.json is broken: ") == true)
    #expect(error?.description.contains(fault) == true)
  }

  @Test func an_index_has_every_key_of_every_value() throws {
    let file = SampleFile("names.json", [])
    #expect(try file.index(["ab", "c", "dd"]) { Array($0) } == ["a": "ab", "b": "ab", "c": "c", "d": "dd"])
  }

  @Test func a_key_of_two_values_breaks_the_file() {
    let error = #expect(throws: SampleFileError.self) {
      try SampleFile("names.json", []).index(["ab", "bc"]) { Array($0) }
    }
    #expect(error?.description == "The sample data file names.json is broken: two records are called b")
  }
}
