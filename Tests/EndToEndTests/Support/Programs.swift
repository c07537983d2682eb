import Foundation

/// Where the programs under test are: in the folder `PRODUCTS_DIR`, else beside the tests.
enum Programs {
  static let configuredFolder = ProcessInfo.processInfo.environment["PRODUCTS_DIR"].flatMap { $0.isEmpty ? nil : $0 }

  static let folder =
    configuredFolder ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path

  static func path(_ name: String) -> String {
    "\(folder)/\(name)"
  }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the web page.
  static let page = repository.appending(path: "static").path

  /// What every program under test gets: loopback, a free port, sample data, and an end when the tests end.
  static let environment = [
    "PATH": "/usr/bin:/bin", "HOST": "127.0.0.1", "PORT": "0", "PROVIDER": "sample", "STOP_WHEN_STDIN_CLOSES": "true",
    "STATIC_DIR": page, "TMPDIR": ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp",
  ]
}
