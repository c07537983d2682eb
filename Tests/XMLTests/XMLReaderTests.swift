import Testing

@testable import XML

@Suite struct XMLReaderTests {
  @Test func a_document_is_read_in_its_order() throws {
    #expect(
      try events("<a x='1' y=\"2\">one<b/>two<c>three</c></a>") == [
        .start(XMLStartTag("a", attributes: [XMLAttribute("x", "1"), XMLAttribute("y", "2")])), .text("one"),
        .start(XMLStartTag("b")), .end("b"), .text("two"), .start(XMLStartTag("c")), .text("three"), .end("c"),
        .end("a"),
      ])
  }

  @Test func all_between_two_tags_is_one_text() throws {
    let text = "1 &lt; 2 &amp;<![CDATA[ <b>&amp;</b> ]]><!-- c --><?pi x?>&#233;&#x1F600;<![CDATA[]]]]><![CDATA[>]]>"
    #expect(
      try events("<a>\(text)</a>") == [.start(XMLStartTag("a")), .text("1 < 2 & <b>&amp;</b> é😀]]>"), .end("a")])
  }

  @Test(arguments: ["<a/>", "<a></a>", "<a><![CDATA[]]></a>", "<a><!-- c --></a>", " \n<!-- <!DOCTYPE --><a/>\n<?p?> "])
  func nothing_is_no_text(document: String) throws {
    #expect(try events(document) == [.start(XMLStartTag("a")), .end("a")])
  }

  /// XML 1.0 section 2.11: a line ends with LF, however it ended in the file; section 3.3.3: blanks in attributes.
  @Test func line_ends_and_blanks_are_normalised() throws {
    #expect(
      try events("<a x='1\r\n2\t3'>\r\n4\r5</a>") == [
        .start(XMLStartTag("a", attributes: [XMLAttribute("x", "1 2 3")])), .text("\n4\n5"), .end("a"),
      ])
  }

  @Test func names_have_their_namespace_and_no_prefix() throws {
    let document = "<p:a xmlns:p='urn:p' xmlns='urn:d' p:x='1' x='2'><b/><c xmlns=''/></p:a>"
    #expect(
      try events(document) == [
        .start(
          XMLStartTag(
            "a", namespace: "urn:p",
            attributes: [XMLAttribute("x", namespace: "urn:p", "1"), XMLAttribute("x", "2")])),
        .start(XMLStartTag("b", namespace: "urn:d")), .end("b"), .start(XMLStartTag("c")), .end("c"), .end("a"),
      ])
  }

  @Test(arguments: [
    "", " ", "x", "<", "<a", "<a>", "<a></b>", "<a></a", "<a/><b/>", "<a/>x", "x<a/>", "<a x=1/>", "<a x/>",
    "<a x='1' x='2'/>", "<a x='<'/>", "<a>&</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>\u{1}</a>", "<a>\u{FFFF}</a>",
    "<a><!-- -- --></a>", "<a>]]></a>", "<a><![CDATA[</a>", "<a><?xml version='1.0'?></a>", "</a>", "<1/>",
    "<a><b></a></b>",
    "<p:a/>", "<a p:x='1'/>", "<a xmlns:p=''/>", "<a xmlns:p='u' xmlns:q='u' p:x='' q:x=''/>", "<a:b:c/>",
    "<?xml version='1.0' encoding='UTF-8'><a/>", " <?xml version='1.0'?><a/>",
  ])
  func what_breaks_the_rules_is_malformed(document: String) {
    #expect(refusal(document)?.code == .malformed)
  }

  @Test func a_namespace_that_is_a_relative_name_is_only_unusual() throws {
    #expect(try events("<a xmlns='b'/>").first == .start(XMLStartTag("a", namespace: "b")))
  }

  @Test func a_document_cut_anywhere_is_malformed() throws {
    let document = Array(
      "<?xml version='1.0'?><!-- c --><a x='1'><b>é&amp;&#65;<![CDATA[d]]></b><p:c xmlns:p='urn:p'/></a>".utf8)
    for length in document.indices {
      let error = try #require(refusal(Array(document[..<length])), "\(length) bytes")
      #expect(error.code == .malformed || error.code == .encoding)
    }
    #expect(refusal(document) == nil)
  }

  /// Beyond a limit, libxml2 itself could go on.
  @Test(arguments: ["<a><b></a>", "<a><b><c/></b></a>"])
  func a_reader_that_has_thrown_throws_again(document: String) throws {
    var limits = XMLLimits()
    limits.depth = 2
    var reader = try XMLReader(Array(document.utf8), limits: limits)
    var errors: [XMLError] = []
    for _ in 0..<5 {
      do {
        while try reader.next() != nil {}
      } catch {
        errors.append(error)
      }
    }
    #expect(errors.count == 5)
    #expect(Set(errors.map(\.description)).count == 1)
  }

  @Test func a_reader_at_the_end_stays_there() throws {
    var reader = try XMLReader(Array("<a/>".utf8))
    while try reader.next() != nil {}
    #expect(try reader.next() == nil)
  }

  @Test func the_line_of_a_fault_is_told() {
    #expect(refusal("<a>\n<b>\n</c>\n</a>")?.line == 3)
    #expect(refusal("<a>\n\n<!DOCTYPE a></a>")?.line == 3)
    #expect(refusal("<a>\n</b>")?.description == "The XML is not well-formed. (line 2)")
  }

  @Test func an_error_never_quotes_the_document() {
    let documents = [
      "<secret></b>", "<a secret=1/>", "<secret:a/>", "<a>&secret;</a>", "<!DOCTYPE secret><a/>", "<a>secret",
      "<?xml version='1.0' encoding='secret'?><a/>", "<a secret='' secret=''/>",
    ]
    for document in documents {
      #expect(refusal(document).map { !"\($0)".contains("secret") } == true, "\(document)")
    }
  }

  /// libxml2 writes to stderr by itself what nobody handles.
  @Test func nothing_is_written_to_stderr() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      for document in [
        "", "<a>&b;</a>", "<p:a></b>", "<a xmlns='b' xmlns:p='%'/>", "<a x=1/>", "<?xml version='9'?><a/>",
      ] {
        _ = refusal(document)
      }
    }
    #expect(result?.standardErrorContent.isEmpty == true)
  }

  @Test func many_threads_read_at_once() async {
    await withTaskGroup { group in
      for number in 0..<200 {
        group.addTask {
          let good = try? XMLElement(document: Array("<a><b>\(number)</b></a>".utf8))
          return good?["b"]?.text == "\(number)" && refusal("<a>\(number)</b>")?.code == .malformed
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
