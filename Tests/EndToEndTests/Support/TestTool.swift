import Foundation
import Testing

/// A program of others that tests talk to or ask: on the `PATH`, or where scripts/install-test-tools put it.
///
/// A suite that needs one is left out where it is absent, and says so:
/// `@Suite(.enabled(if: TestTool.consul.isPresent, TestTool.consul.absence))`.
enum TestTool: String, Sendable {
  case consul, named, dnsmasq, dig, schemathesis, python3

  var path: String? {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? ""
    // Daemons lie where only root's PATH looks.
    let folders = search.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin", Self.unpacked]
    return folders.map { "\($0)/\(rawValue)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  var isPresent: Bool { path != nil }

  var absence: Comment { "there is no \(rawValue) here: scripts/install-test-tools fetches it" }

  private static let unpacked = Programs.repository.appending(path: ".build/tools/bin").path
}
