import Foundation
import Testing

@testable import Demo

@Suite struct LogFolderTests {
  private let parent = FileManager.default.temporaryDirectory.path + "/log-folder-test-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
  }

  private var names: Set<String> {
    Set((try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [])
  }

  private func folder(_ name: String, locked: Bool) throws {
    try FileManager.default.createDirectory(atPath: "\(parent)/\(name)", withIntermediateDirectories: false)
    if locked { try Data().write(to: URL(filePath: "\(parent)/\(name)/lock")) }
  }

  @Test func The_folder_of_a_demo_that_lives_stays_and_that_of_a_dead_one_goes() throws {
    try folder("ecs-demo-dead", locked: true)
    let first = try LogFolder(in: parent)
    let second = try LogFolder(in: parent)
    #expect(names == Set([first.path, second.path].map { String($0.split(separator: "/").last ?? "") }))
    first.remove()
    second.remove()
    #expect(names.isEmpty)
  }

  @Test func What_is_no_folder_of_a_demo_stays() throws {
    try folder("other", locked: true)
    try folder("ecs-demo-new", locked: false)
    try FileManager.default.createSymbolicLink(
      atPath: "\(parent)/ecs-demo-link", withDestinationPath: "\(parent)/other")
    let log = try LogFolder(in: parent)
    log.remove()
    #expect(names == ["other", "ecs-demo-new", "ecs-demo-link"])
    #expect(FileManager.default.fileExists(atPath: "\(parent)/other/lock"))
  }

  @Test func A_folder_that_cannot_be_written_is_a_fault() {
    #expect(throws: DemoError.self) { try LogFolder(in: "/no/such/folder") }
  }
}
