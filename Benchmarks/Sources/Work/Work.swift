#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// What every server of the comparison answers with, apart from the ``Quote``.
package enum Work {
  /// Answer to `/plaintext`.
  package static let greeting = "Hello, World!"

  /// Bytes of the answer to `/large`.
  package static let largeLength = 1024 * 1024

  package static func large() -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "x"), count: largeLength)
  }

  /// Where to listen, by `HOST` and `PORT`.
  package static var host: String { environment("HOST") ?? "127.0.0.1" }
  package static var port: Int { environment("PORT").flatMap(Int.init) ?? 8080 }

  /// Whether an environment variable says `on`.
  package static func isOn(_ name: String) -> Bool { environment(name) == "on" }

  private static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
