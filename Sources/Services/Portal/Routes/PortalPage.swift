import Chassis
import HTTPServer

/// The web page and what belongs to it.
enum PortalPage {
  /// The page brings everything along but pictures, which the providers of live data have: only theirs are loaded, whatever
  /// an answer names.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: \(pictures); connect-src 'self'; "
    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

  /// Where providers keep covers and boxes. Open Library hands some on to the Internet Archive.
  private static let pictures = [
    "covers.openlibrary.org", "archive.org", "*.archive.org", "books.google.com", "*.gr-assets.com",
    "static-cdn.jtvnw.net",
  ].map { "https://\($0)" }.joined(separator: " ")

  /// Throws ``ConfigurationError`` where the folder at `path` cannot be served or has no page.
  static func load(_ path: String) throws -> StaticFiles {
    let folder: StaticFolder
    do {
      folder = try StaticFolder.load(path: path)
    } catch {
      throw ConfigurationError(
        key: "STATIC_DIR", fault: "cannot be served (\(error.message))", allowed: "the folder of the web page")
    }
    return StaticFiles(folder, contentSecurityPolicy: policy)
  }
}
