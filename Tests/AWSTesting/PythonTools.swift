package import Foundation

/// Python programs that play AWS or speak for it, with the modules that scripts/install-test-tools has fetched.
package enum PythonTools {
  package static let repository = URL(filePath: #filePath).resolvingSymlinksInPath()
    .appending(path: "../../..").standardizedFileURL
  private static let modules = repository.appending(path: ".build/tools/aws").path

  package static let arePresent = FileManager.default.fileExists(atPath: modules + "/moto/server.py")

  package static let absence = "needs botocore and moto: scripts/install-test-tools"

  /// Python with `arguments`, not started yet. Nothing of the environment that concerns AWS goes along.
  package static func process(_ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("AWS_") }
      .merging(["PYTHONPATH": modules, "PYTHONDONTWRITEBYTECODE": "1"], uniquingKeysWith: { $1 })
    return process
  }

  /// What it prints until it ends.
  package static func output(of arguments: [String]) async throws -> Data {
    let process = process(arguments)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        continuation.resume(returning: data)
      }
    }
  }
}
