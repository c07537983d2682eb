/// Media types of files by the ending of their name, as registered with IANA. Text says that it is UTF-8.
enum MediaType {
  static let html = "text/html; charset=utf-8"

  static func of(fileName: some StringProtocol) -> String {
    guard let dot = fileName.lastIndex(of: ".") else { return unknown }
    return byEnding[fileName[fileName.index(after: dot)...].lowercased()] ?? unknown
  }

  /// With `nosniff`, what a browser downloads and never shows or runs.
  private static let unknown = "application/octet-stream"

  private static let byEnding = [
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "gif": "image/gif",
    "gz": "application/gzip",
    "htm": html,
    "html": html,
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "md": "text/markdown; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "yaml": "application/yaml",
    "zip": "application/zip",
  ]
}
