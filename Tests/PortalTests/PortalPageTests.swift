import Chassis
import Testing

@testable import Portal

struct PortalPageTests {
  @Test func folder_that_is_not_there_keeps_the_portal_from_starting() {
    #expect {
      _ = try PortalPage.load("/no/such/folder")
    } throws: {
      ($0 as? ConfigurationError)?.key == "STATIC_DIR"
    }
  }

  @Test func page_may_load_from_the_portal_only() {
    let sources = PortalPage.policy.split(separator: ";").map { $0.split(separator: " ").dropFirst() }
    #expect(sources.joined().allSatisfy { ["'none'", "'self'", "data:"].contains($0) })
    #expect(PortalPage.policy.hasPrefix("default-src 'none';"))
  }
}
