import Foundation
import HTTPTypes
import NIOCore
import Testing

@testable import HTTPServer

@Suite struct StaticFolderTests {
  /// A folder of its own for each test, removed after it.
  private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "static-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, text) in files {
      let file = root.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(root)
  }

  private func text(_ folder: StaticFolder, _ path: String) -> String? {
    folder.file(Array(path.utf8))?.representations[.identity].map { String(buffer: $0.bytes) }
  }

  private func failure(_ path: String, _ limits: StaticFolder.Limits = .init()) -> StaticFolderError? {
    #expect(throws: StaticFolderError.self) { try StaticFolder.load(path: path, limits: limits) }
  }

  @Test func a_folder_is_read_with_all_folders_below() throws {
    try withFolder(["a.txt": "a", "b/c.txt": "c", "b/d/e.txt": "", "b/ü ü.txt": "ü"]) { root in
      let folder = try StaticFolder.load(path: root.path)
      #expect(folder.count == 4)
      #expect(text(folder, "a.txt") == "a")
      #expect(text(folder, "b/c.txt") == "c")
      #expect(text(folder, "b/d/e.txt") == "")
      #expect(text(folder, "b/ü ü.txt") == "ü")
      #expect(folder.skipped.isEmpty)
    }
  }

  @Test func a_large_file_is_read_whole_with_its_time() throws {
    try withFolder(["a.txt": String(repeating: "0123456789", count: 100_000)]) { root in
      let date = Date(timeIntervalSince1970: 784_111_777)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: root.path + "/a.txt")
      let file = try #require(try StaticFolder.load(path: root.path).file(Array("a.txt".utf8)))
      #expect(file.representations[.identity]?.bytes.readableBytes == 1_000_000)
      #expect(file.lastModified == 784_111_777)
    }
  }

  @Test func siblings_are_codings_of_their_file() throws {
    try withFolder(["a.js": "plain", "a.js.gz": "gzip", "b.js": "b", "c.js.br": "alone"]) { root in
      let folder = try StaticFolder.load(path: root.path)
      #expect(folder.file(Array("a.js".utf8))?.codings == [.gzip, .identity])
      #expect(folder.file(Array("b.js".utf8))?.codings == [.identity])
      #expect(folder.file(Array("c.js".utf8)) == nil)
    }
  }

  @Test func names_that_begin_with_a_dot_are_skipped() throws {
    try withFolder([".env": "secret", ".git/config": "secret", "a/.hidden": "secret", "b.txt": "b"]) { root in
      let folder = try StaticFolder.load(path: root.path)
      #expect(folder.count == 1)
    }
  }

  @Test func names_that_no_request_can_mean_are_skipped() throws {
    try withFolder(["a\\b.txt": "a", "c\nd.txt": "c", "e.txt": "e"]) { root in
      let folder = try StaticFolder.load(path: root.path)
      #expect(folder.count == 1)
      #expect(folder.skipped.count == 2)
    }
  }

  @Test func links_are_followed_to_files_within_the_folder_only() throws {
    try withFolder(["www/a.txt": "a", "www/sub/b.txt": "b", "www2/secret.txt": "secret", "secret.txt": "secret"]) {
      root in
      let links = [
        "inside.txt": "sub/b.txt", "absolute.txt": root.path + "/www/a.txt", "outside.txt": "../secret.txt",
        "neighbour.txt": "../www2/secret.txt", "passwd": "/etc/passwd", "folder": "sub", "up": "..", "self": "self",
        "dangling": "nothing",
      ]
      for (name, target) in links {
        try FileManager.default.createSymbolicLink(atPath: root.path + "/www/" + name, withDestinationPath: target)
      }
      let folder = try StaticFolder.load(path: root.path + "/www")
      #expect(text(folder, "inside.txt") == "b")
      #expect(text(folder, "absolute.txt") == "a")
      #expect(folder.count == 4)
      #expect(folder.skipped.count == 7)
    }
  }

  @Test func the_folder_itself_may_be_a_link() throws {
    try withFolder(["www/a.txt": "a"]) { root in
      let link = root.path + "/link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "www")
      let folder = try StaticFolder.load(path: link)
      #expect(folder.count == 1)
    }
  }

  @Test func what_is_no_file_is_skipped() throws {
    try withFolder(["a.txt": "a"]) { root in
      try #require(mkfifo(root.path + "/pipe", 0o600) == 0)
      let folder = try StaticFolder.load(path: root.path)
      #expect(folder.count == 1)
      #expect(folder.skipped.count == 1)
    }
  }

  @Test func a_missing_folder_is_named() {
    let error = failure("/nonexistent/folder")
    #expect(error?.code == .missing)
    #expect(error?.message == "The folder \"/nonexistent/folder\" does not exist.")
  }

  @Test func a_path_that_cannot_be_walked_is_unreadable() {
    #expect(failure("/dev/null/folder")?.code == .unreadable)
  }

  @Test func a_file_is_no_folder() throws {
    try withFolder(["a.txt": "a"]) { root in
      #expect(failure(root.path + "/a.txt")?.code == .notAFolder)
    }
  }

  @Test(.disabled(if: geteuid() == 0, "root may read everything"))
  func a_file_that_cannot_be_read_is_named() throws {
    try withFolder(["a.txt": "a"]) { root in
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: root.path + "/a.txt")
      let error = failure(root.path)
      #expect(error?.code == .unreadable)
      #expect(error?.message.contains("a.txt") == true)
    }
  }

  @Test func the_bytes_of_all_files_together_are_limited() throws {
    try withFolder(["a.txt": "12345", "b.txt": "67890"]) { root in
      var limits = StaticFolder.Limits()
      limits.bytes = 10
      let folder = try StaticFolder.load(path: root.path, limits: limits)
      #expect(folder.count == 2)
      limits.bytes = 9
      let error = failure(root.path, limits)
      #expect(error?.code == .tooLarge)
      #expect(error?.message.contains("9 bytes") == true)
    }
  }

  @Test func the_number_of_files_is_limited() throws {
    try withFolder(["a.txt": "", "b.txt": ""]) { root in
      var limits = StaticFolder.Limits()
      limits.files = 2
      let folder = try StaticFolder.load(path: root.path, limits: limits)
      #expect(folder.count == 2)
      limits.files = 1
      #expect(failure(root.path, limits)?.code == .tooManyFiles)
    }
  }
}
