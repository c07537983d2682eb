import Chassis
import HTTPServer

/// The web page and what belongs to it.
enum PortalPage {
  /// The page brings everything along, so a browser need not load from anywhere else.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

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
