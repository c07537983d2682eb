import Testing

@testable import Registrar

/// RFC 1123 section 2.1, and what ECS allows beside it.
@Suite struct ServiceLabelTests {
  @Test(arguments: ["a", "7", "weatherapp", "stock-price", "Weather", "3com", String(repeating: "x", count: 63)])
  func A_label_may_be_a_name(service: String) {
    #expect(ServiceLabel.fault(of: service) == nil)
    #expect(ServiceLabel.isServiceName(service))
  }

  @Test(arguments: [
    ("", "it is empty"), ("my_app", #"a label has letters, digits and hyphens, but no "_""#),
    ("-a", "a label has no hyphen at its ends"), ("a-", "a label has no hyphen at its ends"),
    (String(repeating: "x", count: 64), "it has 64 characters, and a label at most 63"),
    ("a.b", #"a label has letters, digits and hyphens, but no ".""#),
    ("café", #"a label has letters, digits and hyphens, but no "é""#),
    ("K\u{212A}", "a label has letters, digits and hyphens, but no \"\u{212A}\""),
  ])
  func What_is_no_label_says_why(service: String, fault: String) {
    #expect(ServiceLabel.fault(of: service) == fault)
  }

  @Test func Names_are_compared_without_regard_to_case() {
    #expect(ServiceLabel.folded("TwitchApp") == "twitchapp")
  }

  @Test(arguments: ["", "a b", "a,b", "a=b", "a/b", "é", "\u{0}", String(repeating: "x", count: 256)])
  func What_ECS_would_not_take_is_no_name_of_a_service(text: String) {
    #expect(!ServiceLabel.isServiceName(text))
  }
}
