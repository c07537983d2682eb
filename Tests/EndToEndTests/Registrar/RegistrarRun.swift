import AWSDouble
import Foundation

/// One run of the registrar to its end.
struct RegistrarRun: Sendable {
  var code: Int32
  var output: String
  var errors: String

  var errorLines: [Substring] { errors.split(separator: "\n") }

  /// - Parameters:
  ///   - server: What plays AWS; it is known to the program by its environment.
  ///   - input: For the standard input, which ends after it.
  init(
    _ arguments: [String], _ server: AWSDoubleServer? = nil, _ settings: [String: String?] = [:], input: [UInt8] = []
  ) async throws {
    let process = Process()
    process.executableURL = URL(filePath: Programs.path("registrar"))
    process.arguments = arguments
    process.environment = Self.environment(server).merging(settings) { $1 }.compactMapValues { $0 }
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try? standardInput.fileHandleForWriting.write(contentsOf: Data(input))
    try? standardInput.fileHandleForWriting.close()
    async let written = Self.all(of: output)
    async let complaints = Self.all(of: errors)
    (self.output, self.errors) = await (written, complaints)
    process.waitUntilExit()
    code = process.terminationStatus
  }

  /// Of the program, and nothing that concerns AWS beside what `server` says.
  static func environment(_ server: AWSDoubleServer?) -> [String: String?] {
    let own = [
      "PATH": "/usr/bin:/bin", "REGISTRAR_ZONE_ID": "Z0000000EXAMPLE", "REGISTRAR_CLUSTER": "main",
      "AWS_EC2_METADATA_DISABLED": "true",
    ]
    return own.merging(server?.environment ?? [:]) { $1 }
  }

  private static func all(of pipe: Pipe) async -> String {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        continuation.resume(returning: String(decoding: data, as: UTF8.self))
      }
    }
  }
}
