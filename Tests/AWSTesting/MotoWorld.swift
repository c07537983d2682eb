import Foundation

/// AWS as moto plays it, over real connections; AWSOracle/world.py says what is in it. It cannot outlive the tests: its standard
/// input ends with them.
///
/// Nothing here knows the module AWS. The libxml2 beneath it declares types of ICU that full Foundation declares otherwise:
/// a file that is the first to import both is refused by the compiler.
package struct MotoWorld: Sendable {
  /// Where a client finds it. Region and keys are not said: the metadata hands them out.
  package let environment: [String: String]
  private let input: FileHandle

  /// One for all tests of a process.
  package static var shared: MotoWorld {
    get async throws { try await started.value }
  }

  private static let started = Task { try await MotoWorld() }

  private init() async throws {
    let process = PythonTools.process([PythonTools.repository.appending(path: "Tests/AWSOracle/world.py").path])
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    self.input = input.fileHandleForWriting
    let line = await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var text = Data()
        while !text.contains(UInt8(ascii: "\n")) {
          let more = output.fileHandleForReading.availableData
          if more.isEmpty { break }
          text += more
        }
        continuation.resume(returning: String(decoding: text, as: UTF8.self))
      }
    }
    guard let port = Int(line.filter { !$0.isWhitespace }) else { throw NotStarted(output: line) }
    environment = [
      "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(port)",
    ]
  }

  private struct NotStarted: Error, CustomStringConvertible {
    var output: String

    var description: String { "moto did not start: \(output)" }
  }
}
