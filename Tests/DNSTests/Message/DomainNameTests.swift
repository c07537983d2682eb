import DNS
import Testing

@Suite struct DomainNameTests {
  @Test func The_last_dot_changes_nothing() throws {
    #expect(try DomainName("weather.service.consul") == DomainName("weather.service.consul."))
    #expect(try DomainName("weather.service.consul").description == "weather.service.consul.")
  }

  /// RFC 4343.
  @Test func Case_of_letters_is_kept_and_means_nothing() throws {
    let (shouted, said) = (try DomainName("WEATHER.Consul"), try DomainName("weather.consul"))
    #expect(shouted == said)
    #expect(shouted.hashValue == said.hashValue)
    #expect(shouted.description == "WEATHER.Consul.")
    #expect(try DomainName("[.a") != DomainName("{.a"))
  }

  @Test func Labels_are_compared_one_by_one() throws {
    #expect(try DomainName("a.bc") != DomainName("ab.c"))
    #expect(try DomainName(#"a\.b"#) != DomainName("a.b"))
  }

  /// RFC 1035 section 2.3.4.
  @Test func Labels_of_up_to_63_bytes_and_names_of_up_to_255_are_taken() throws {
    let label = String(repeating: "a", count: 63)
    let longest = [label, label, label, String(repeating: "b", count: 61)].joined(separator: ".")
    #expect(try DomainName(longest).encodedLength == 255)
    #expect(throws: DomainName.Fault.nameTooLong) { try DomainName(longest + "b") }
    #expect(throws: DomainName.Fault.labelTooLong(label + "a")) { try DomainName("x.\(label)a") }
  }

  @Test(arguments: ["..", ".a", "a..b", "a..", " "])
  func Empty_labels_are_refused(text: String) throws {
    if text == " " {
      #expect(try DomainName(text).labels == [[0x20]])
    } else {
      #expect(throws: DomainName.Fault.emptyLabel) { try DomainName(text) }
    }
  }

  @Test func The_root_has_no_label() throws {
    #expect(try DomainName(".") == .root)
    #expect(DomainName.root.description == ".")
    #expect(DomainName.root.parent == nil)
    #expect(throws: DomainName.Fault.empty) { try DomainName("") }
  }

  /// RFC 1035 section 5.1.
  @Test func Escapes_stand_for_bytes_and_odd_bytes_are_shown_escaped() throws {
    let name = try DomainName(#"a\.b\\\007\255.c"#)
    #expect(name.labels == [[0x61, 0x2E, 0x62, 0x5C, 7, 255], [0x63]])
    #expect(name.description == #"a\.b\\\007\255.c."#)
    #expect(try DomainName(name.description) == name)
    for bad in [#"a\"#, #"a\1"#, #"a\12x"#, #"a\256"#] {
      #expect(throws: DomainName.Fault.badEscape) { try DomainName(bad) }
    }
  }

  @Test func A_name_is_within_its_zone_by_whole_labels() throws {
    let zone = try DomainName("service.consul")
    #expect(try DomainName("weather.SERVICE.consul").isWithin(zone))
    #expect(zone.isWithin(zone))
    #expect(zone.isWithin(.root))
    #expect(try !DomainName("weatherservice.consul").isWithin(zone))
    #expect(try !DomainName("consul").isWithin(zone))
    #expect(try zone.prefixed(by: "weather") == DomainName("weather.service.consul"))
  }
}
