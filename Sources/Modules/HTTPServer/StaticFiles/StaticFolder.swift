import NIOCore

/// A folder of files, read whole into memory once at start.
///
/// So a request never waits for a disk, never blocks an event loop, and cannot reach a file that was not found at start:
/// names are keys of a table, and no path goes to the system.
package struct StaticFolder: Sendable {
  package struct Limits: Sendable, Equatable {
    /// Most bytes of all files together.
    package var bytes = 64 * 1024 * 1024
    package var files = 10_000

    package init() {}
  }

  /// One file, in every coding there is of it.
  package struct File: Sendable {
    let mediaType: String
    /// Seconds since 1970.
    let lastModified: Int64
    let representations: [ContentCoding: Representation]
    let codings: [ContentCoding]

    init(mediaType: String, lastModified: Int64, representations: [ContentCoding: Representation]) {
      self.mediaType = mediaType
      self.lastModified = lastModified
      self.representations = representations
      self.codings = ContentCoding.allCases.filter { representations[$0] != nil }
    }
  }

  struct Representation: Sendable {
    let bytes: ByteBuffer
    let entityTag: EntityTag
  }

  /// By path below the folder, such as `img/logo.svg`, as octets: equal are only names that the file system takes for equal.
  private let files: [[UInt8]: File]

  /// Paths of what is in the folder but not served, each with the reason.
  package let skipped: [String]

  package var count: Int { files.count }

  init(contents: [String: FolderContents.Entry], skipped: [String]) {
    var representations: [String: Representation] = [:]
    for (path, entry) in contents {
      representations[path] = Representation(bytes: entry.bytes, entityTag: EntityTag(hashing: entry.bytes))
    }
    var files: [[UInt8]: File] = [:]
    for (path, entry) in contents {
      var codings: [ContentCoding: Representation] = [:]
      for coding in ContentCoding.allCases { codings[coding] = representations[path + coding.suffix] }
      files[Array(path.utf8)] = File(
        mediaType: MediaType.of(fileName: path), lastModified: entry.lastModified, representations: codings)
    }
    self.files = files
    self.skipped = skipped
  }

  /// Reads the folder at `path` with all folders below. Blocks: for the start of a service only.
  ///
  /// Names that begin with a dot are skipped, and so are links to folders and links that leave the folder.
  package static func load(path: String, limits: Limits = Limits()) throws(StaticFolderError) -> StaticFolder {
    var contents = try FolderContents(path: path, limits: limits)
    try contents.read()
    return StaticFolder(contents: contents.entries, skipped: contents.skipped)
  }

  func file(_ path: [UInt8]) -> File? { files[path] }
}
