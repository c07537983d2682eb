import Foundation

/// BIND's `dig`, as an asker that knows nothing of our code.
enum Dig {
  /// Nil where this machine has none.
  static let path: String? = {
    let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
      .appending(path: "../../../../..").standardizedFileURL
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return (folders + [repository.appending(path: ".build/tools/bin").path]).map { "\($0)/dig" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  static let absence = "needs dig: scripts/install-test-tools"

  /// All that it prints.
  static func ask(_ port: UInt16, _ words: String...) async throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path ?? "dig")
    process.arguments = ["@127.0.0.1", "-p", String(port), "+tries=3", "+time=5"] + words
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        continuation.resume(returning: text)
      }
    }
  }
}
