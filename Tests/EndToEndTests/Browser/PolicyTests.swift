import HTTPClient
import HTTPTypes
import NIOCore
import Testing

extension BrowserTests {
  @Suite struct PolicyTests {
    @Test func the_page_is_served_under_a_policy_that_allows_its_own_origin_only() async throws {
      let fixture = try #require(BrowserFixture.current)
      let response = try await fixture.client.execute(ClientRequest(url: fixture.stack.url))
      let policy = try #require(response.fields[.contentSecurityPolicy])
      for directive in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"] {
        #expect(policy.contains(directive))
      }
      #expect(!policy.contains("unsafe"))
    }

    /// Whether the picture is refused before anything is sent, or tried in vain: this machine may have no network.
    @Test(arguments: [
      ("https://covers.openlibrary.org/b/id/1-M.jpg", "tried"), ("https://ia800100.us.archive.org/1.jpg", "tried"),
      ("https://books.google.com/1.jpg", "tried"), ("https://i.gr-assets.com/1.jpg", "tried"),
      ("https://static-cdn.jtvnw.net/1.jpg", "tried"), ("https://elsewhere.example/1.jpg", "refused"),
      ("https://openlibrary.org.elsewhere.example/1.jpg", "refused"),
      ("http://covers.openlibrary.org/1.jpg", "refused"),
    ])
    func pictures_come_from_where_providers_keep_them_only(address: String, fate: String) async throws {
      try await BrowserFixture.withPage { page in
        let script = """
          return new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", () => resolve("refused"), { once: true });
            const image = new Image();
            image.addEventListener("load", () => resolve("tried"));
            image.addEventListener("error", () => setTimeout(() => resolve("tried"), 50));
            image.src = arguments[0];
          })
          """
        let seen = try await page.browser.run(script, .string(address))
        #expect(seen == .string(fate))
      }
    }

    @Test func the_document_has_no_inline_script_style_or_handler() async throws {
      let fixture = try #require(BrowserFixture.current)
      let response = try await fixture.client.execute(ClientRequest(url: fixture.stack.url))
      let html = String(buffer: response.body)
      #expect(html.contains(/<script[^>]*src=/))
      #expect(!html.contains(/<script(?![^>]*src=)/))
      #expect(!html.contains(/<style|\sstyle=|\son\w+=|javascript:/))
    }

    @Test func no_element_the_scripts_make_has_a_style_attribute_or_a_handler_attribute() async throws {
      try await BrowserFixture.withPage { page in
        for section in Section.allCases { try await page.ask(section.known, in: section) }
        let script = """
          return [...document.querySelectorAll("*")].flatMap((element) => element.getAttributeNames())
            .filter((name) => name === "style" || name.startsWith("on"))
          """
        #expect(try await page.browser.run(script) == [])
      }
    }

    @Test func every_module_is_named_for_preloading_and_nothing_else_is() async throws {
      try await BrowserFixture.withPage { page in
        let loaded = try await page.browser.requestedURLs().filter { $0.hasSuffix(".js") && !$0.hasSuffix("/app.js") }
        let script = "return [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.href)"
        let named = try await page.browser.run(script).strings
        #expect(Set(loaded) == Set(named))
        #expect(loaded.count > 10)
      }
    }
  }
}
