import Testing

@testable import XML

@Suite struct HostileXMLTests {
  /// Entities need a document type declaration, and none is let through.
  @Test(arguments: [
    "<!DOCTYPE a><a/>",
    "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;&b;'><!ENTITY e '&d;&d;&d;&d;'>]><a>&e;</a>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    "<!DOCTYPE a [<!ENTITY b SYSTEM 'http://127.0.0.1:9/b'>]><a>&b;</a>",
    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd'><a/>",
    "<!DOCTYPE a [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><a/>",
    "<!DOCTYPE a [<!ATTLIST a x CDATA 'default'>]><a/>",
    "<?xml version='1.0' standalone='yes'?>\n<!-- c --><?pi?>\n<!DOCTYPE a><a/>",
    "\u{FEFF}<!DOCTYPE a><a/>", "<!DOCTYPE html><html></html>", "<!doctype html><p>",
    "<a><!DOCTYPE a></a>", "<a/><!DOCTYPE a>", "<!-->--><!DOCTYPE a><a/>",
  ])
  func a_document_type_is_refused(document: String) {
    #expect(refusal(document)?.code == .documentType)
  }

  /// Where libxml2 ended a comment earlier than the scanner, it would see a declaration that the scanner did not.
  @Test(arguments: [
    "<!--><!DOCTYPE a><a/>", "<!----!><!DOCTYPE a>--><a/>", "<?xml <!DOCTYPE a>?><a/>", "<!ENTITY b 'c'><a/>", "<!",
    "<a><![cdata[<!DOCTYPE a>]]></a>", "<a><![CDATA [<!--]]></a>",
  ])
  func a_declaration_in_broken_markup_is_refused(document: String) {
    #expect([.malformed, .documentType].contains(refusal(document)?.code))
  }

  @Test func the_word_in_a_comment_or_in_CDATA_is_text() throws {
    #expect(try events("<!---><!DOCTYPE a>--><a/>").count == 2)
    #expect(try events("<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE a>]]></a>")[1] == .text("<!DOCTYPE a>"))
  }

  @Test(arguments: ["<a>&b;</a>", "<a x='&b;'/>", "<a>&nbsp;</a>", "<a>%b;&b;</a>"])
  func an_entity_that_nobody_declared_is_malformed(document: String) {
    #expect(refusal(document)?.code == .malformed)
  }

  /// XInclude and style sheets are requests to read something else.
  @Test func nothing_else_is_read() throws {
    let document = """
      <?xml-stylesheet href='file:///etc/passwd'?>
      <a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='file:///etc/passwd' parse='text'/></a>
      """
    #expect(try events(document).allSatisfy { if case .text = $0 { false } else { true } })
  }

  @Test(arguments: [
    "UTF-16", "ISO-8859-1", "utf-7", "windows-1252", "EBCDIC-CP-US", "UCS-4", "x", "",
  ])
  func another_declared_encoding_is_refused(name: String) {
    #expect(refusal("<?xml version='1.0' encoding='\(name)'?><a/>")?.code == .encoding)
    #expect(refusal("\u{FEFF}<?xml version=\"1.0\" encoding = \"\(name)\" ?><a/>")?.code == .encoding)
  }

  @Test(arguments: ["UTF-8", "utf-8", "US-ASCII"])
  func UTF_8_may_be_declared(name: String) throws {
    let read = try events("<?xml version=\"1.0\" encoding=\"\(name)\" standalone='yes'?><a>é</a>")
    #expect(read[1] == .text("é"))
  }

  @Test(
    arguments: [
      [0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E], [0x3C, 0x61, 0xC0, 0xAF, 0x3E], [0xFE, 0xFF, 0x00, 0x3C],
      [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], [0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80], [0x4C, 0x6F, 0xA7, 0x94],
    ] as [[UInt8]])
  func other_bytes_than_UTF_8_are_refused(bytes: [UInt8]) {
    #expect(refusal(bytes)?.code == .encoding)
  }

  /// UTF-16 without a mark is ASCII with NULs between.
  @Test(arguments: ["\0", "<a>\0</a>", "<a/>\0", "<\0a\0/\0>\0", "<a x='\0'/>"])
  func a_NUL_is_malformed_before_libxml2_sees_it(document: String) {
    #expect(refusal(document) == XMLError(.malformed, "The XML holds a NUL."))
  }

  /// Each byte of a document in turn becomes every other one.
  @Test func a_changed_byte_is_read_or_refused() {
    let document = Array("<a x='1'><!--c--><b>&lt;é<![CDATA[d]]></b></a>".utf8)
    for index in document.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = document
        changed[index] = byte
        let error = refusal(changed)
        #expect(error == nil || [.malformed, .encoding, .documentType].contains(error?.code))
      }
    }
  }
}
