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

  @Test func page_may_load_from_the_portal_only_but_for_pictures() {
    let directives = PortalPage.policy.split(separator: ";").map { $0.split(separator: " ") }
    let others = directives.filter { $0.first != "img-src" }.flatMap { $0.dropFirst() }
    #expect(others.allSatisfy { ["'none'", "'self'"].contains($0) })
    #expect(PortalPage.policy.hasPrefix("default-src 'none';"))
    let pictures = directives.first { $0.first == "img-src" }?.dropFirst() ?? []
    #expect(pictures.prefix(2) == ["'self'", "data:"])
    #expect(pictures.dropFirst(2).allSatisfy { $0.hasPrefix("https://") && $0.contains(".") && $0 != "https://*" })
  }
}
