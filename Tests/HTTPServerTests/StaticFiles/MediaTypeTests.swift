import Testing

@testable import HTTPServer

@Suite struct MediaTypeTests {
  @Test(arguments: [
    ("index.html", "text/html; charset=utf-8"), ("style.css", "text/css; charset=utf-8"),
    ("app.js", "text/javascript; charset=utf-8"), ("app.mjs", "text/javascript; charset=utf-8"),
    ("a.json", "application/json"), ("app.js.map", "application/json"), ("a.svg", "image/svg+xml; charset=utf-8"),
    ("a.png", "image/png"), ("a.JPG", "image/jpeg"), ("a.webp", "image/webp"),
    ("favicon.ico", "image/vnd.microsoft.icon"), ("a.woff2", "font/woff2"), ("robots.txt", "text/plain; charset=utf-8"),
    ("site.webmanifest", "application/manifest+json"), ("a.unknown", "application/octet-stream"),
    ("Makefile", "application/octet-stream"), ("a.", "application/octet-stream"),
    ("img.png/readme", "application/octet-stream"),
  ])
  func the_ending_of_a_name_tells_its_type(name: String, expected: String) {
    #expect(MediaType.of(fileName: name) == expected)
  }
}
