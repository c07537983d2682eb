import DNS
import Foundation

/// dnspython, as a reader and writer of messages that knows nothing of our code.
enum Dnspython {
  enum Verdict {
    case accepted(message: String, encoded: [UInt8])
    case refused(String)
  }

  private static let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
    .appending(path: "../../../..").standardizedFileURL
  private static let modules = repository.appending(path: ".build/tools/python").path

  static let isPresent = FileManager.default.fileExists(atPath: modules + "/dns/message.py")

  static let absence = "needs dnspython: scripts/install-test-tools"

  /// What it makes of each of `messages`.
  static func judge(_ messages: [[UInt8]]) async throws -> [Verdict] {
    let input = FileManager.default.temporaryDirectory.appending(path: "dns-oracle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: input) }
    try Data(messages.map { hexText($0) + "\n" }.joined().utf8).write(to: input)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", repository.appending(path: "Tests/DNSOracle/oracle.py").path]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PYTHONPATH": modules, "PYTHONDONTWRITEBYTECODE": "1"], uniquingKeysWith: { $1 })
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        continuation.resume(returning: text)
      }
    }
    return text.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t")
      guard parts.count == 3, parts[0] == "ok" else { return .refused(String(line.dropFirst(3))) }
      return .accepted(message: String(parts[1]), encoded: hex(String(parts[2])))
    }
  }
}
