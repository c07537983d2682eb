import Foundation
import HTTPClient
import Testing

@testable import AWS

/// AWS as moto plays it, over real connections; Tests/AWSOracle/world.py says what is in it. It cannot outlive the tests:
/// its standard input ends with them.
struct World: Sendable {
  let environment: [String: String]
  private let input: FileHandle

  static var shared: World {
    get async throws { try await started.value }
  }

  private static let started = Task { try await World() }

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
    let port = try #require(Int(line.trimmed), "moto did not start: \(line)")
    environment = [
      "AWS_ENDPOINT_URL": "http://127.0.0.1:\(port)", "AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://127.0.0.1:\(port)",
    ]
  }

  /// Asks the metadata for region and keys, unless `more` says them.
  func client(_ more: [String: String] = ["AWS_REGION": "eu-west-1"]) async throws -> AWSClient {
    let http = Client()
    return try await .configured(by: environment.merging(more) { $1 }, calls: http, local: http)
  }
}
