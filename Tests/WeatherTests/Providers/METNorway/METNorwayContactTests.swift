import Chassis
import Testing

@testable import Weather

@Suite struct METNorwayContactTests {
  private func userAgent(_ contact: String?) throws -> String {
    try METNorwayContact(Settings(environment: contact.map { ["MET_NORWAY_CONTACT": $0] } ?? [:])).userAgent
  }

  @Test func who_calls_stands_in_the_User_Agent() throws {
    #expect(try userAgent("https://example.com/weather") == "ecs-service-discovery/1.0 (https://example.com/weather)")
    #expect(try userAgent("ops@example.com") == "ecs-service-discovery/1.0 (ops@example.com)")
    #expect(try userAgent(nil) == "ecs-service-discovery/1.0")
  }

  @Test(arguments: [
    "me", "a\u{7}@b.c", "ü@b.c", "a@b.c)\r\nX: y", "a@b.c) (", String(repeating: "a", count: 200) + "@b",
  ])
  func what_is_no_contact_is_a_configuration_error(contact: String) {
    let error = #expect(throws: ConfigurationError.self) { try userAgent(contact) }
    #expect(error?.description.contains("MET_NORWAY_CONTACT") == true)
  }
}
