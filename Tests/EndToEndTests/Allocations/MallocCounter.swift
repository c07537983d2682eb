import Foundation
import Testing

@testable import Demo

/// The library that counts the allocations of a program, made from its source, and the file that it counts in.
struct MallocCounter {
  private let folder: URL
  private var library: URL { folder.appending(path: "libmalloc-counter.so") }
  private var file: URL { folder.appending(path: "count") }

  init() async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "malloc-counter-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(count: MemoryLayout<UInt64>.size).write(to: file)
    let source = Programs.repository.appending(path: "Benchmarks/Sources/MallocCounter/malloc_counter.c")
    let compiler = try ChildProcess(
      "/usr/bin/cc", arguments: ["-O2", "-shared", "-fPIC", "-o", library.path, source.path],
      environment: ["PATH": "/usr/bin:/bin"], deliver: { print($0.text) })
    try #require(await compiler.exitStatus == .exited(code: 0))
  }

  /// What makes a program count.
  var environment: [String: String] {
    // One loop: each further one would make its own pools during the count.
    ["LD_PRELOAD": library.path, "MALLOC_COUNTER_FILE": file.path, "EVENT_LOOPS": "1"]
  }

  /// Allocations of the program so far.
  func value() throws -> UInt64 {
    try Data(contentsOf: file).withUnsafeBytes { $0.load(as: UInt64.self) }
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }
}
