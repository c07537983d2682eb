import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import Chassis

@Suite struct StandardInputWatchTests {
  @Test func It_ends_when_the_last_writer_is_gone_and_takes_no_notice_of_data() async throws {
    let pipe = Pipe()
    let watch = Task { try await StandardInputWatch(descriptor: pipe.fileHandleForReading.fileDescriptor).run() }
    try pipe.fileHandleForWriting.write(contentsOf: Data(repeating: 10, count: 10_000))
    try pipe.fileHandleForWriting.close()
    try await watch.value
  }

  @Test func An_input_that_was_never_open_has_ended() async throws {
    try await StandardInputWatch(descriptor: -1).run()
  }

  @Test func A_file_ends_too() async throws {
    let null = try #require(FileHandle(forReadingAtPath: "/dev/null"))
    try await StandardInputWatch(descriptor: null.fileDescriptor).run()
    try null.close()
  }

  @Test func A_graceful_stop_ends_it_while_the_input_is_open() async throws {
    let pipe = Pipe()
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let group = ServiceGroup(
      services: [StandardInputWatch(descriptor: pipe.fileHandleForReading.fileDescriptor)], logger: logger)
    await group.triggerGracefulShutdown()
    try await group.run()
    try pipe.fileHandleForWriting.close()
  }
}
