import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The system's `read`, which a member called alike would hide.
private func readBytes(_ file: CInt, _ space: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(file, space, count)
}

/// Reads all files of a folder and the folders below it, within limits.
struct FolderContents {
  struct Entry {
    let bytes: ByteBuffer
    let lastModified: Int64
  }

  private(set) var entries: [String: Entry] = [:]
  private(set) var skipped: [String] = []

  private let root: String
  private let limits: StaticFolder.Limits
  private var total = 0

  init(path: String, limits: StaticFolder.Limits) throws(StaticFolderError) {
    guard let real = realpath(path, nil) else {
      let isMissing = errno == ENOENT
      throw StaticFolderError(
        code: isMissing ? .missing : .unreadable, path: path,
        message: isMissing ? "The folder \"\(path)\" does not exist." : "\"\(path)\" cannot be read: \(Self.reason).")
    }
    defer { free(real) }
    root = String(cString: real)
    self.limits = limits
    guard Self.kind(of: root, followingLinks: true) == S_IFDIR else {
      throw StaticFolderError(code: .notAFolder, path: path, message: "\"\(path)\" is no folder.")
    }
  }

  mutating func read() throws(StaticFolderError) {
    try readFolder("")
  }

  /// `prefix` is the path of the folder below the root, with a slash at its end unless empty.
  private mutating func readFolder(_ prefix: String) throws(StaticFolderError) {
    for name in try names(inFolder: prefix) where !name.hasPrefix(".") {
      let path = prefix + name
      // What a request cannot name, or what would look like another name once on screen, is not served.
      guard name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != ByteClass.backslash }) else {
        skipped.append("\(path): its name has a control character or a backslash")
        continue
      }
      switch Self.kind(of: "\(root)/\(path)", followingLinks: false) {
      case S_IFREG: try readFile(path)
      case S_IFDIR: try readFolder(path + "/")
      case S_IFLNK: try readLink(path)
      default: skipped.append("\(path): neither a file nor a folder")
      }
    }
  }

  /// A link is followed to a file below the root. Links to folders are not, so no circle of them can be walked.
  private mutating func readLink(_ path: String) throws(StaticFolderError) {
    guard let real = realpath("\(root)/\(path)", nil) else {
      skipped.append("\(path): a link that leads nowhere")
      return
    }
    defer { free(real) }
    let target = String(cString: real)
    guard target.hasPrefix(root == "/" ? root : root + "/") else {
      skipped.append("\(path): a link that leaves the folder")
      return
    }
    guard Self.kind(of: target, followingLinks: false) == S_IFREG else {
      skipped.append("\(path): a link to something that is no file")
      return
    }
    try readFile(path)
  }

  private func names(inFolder prefix: String) throws(StaticFolderError) -> [String] {
    guard let folder = opendir("\(root)/\(prefix)") else { throw unreadable(prefix) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let name { names.append(name) }
    }
    return names.sorted()
  }

  private mutating func readFile(_ path: String) throws(StaticFolderError) {
    guard entries.count < limits.files else {
      throw StaticFolderError(
        code: .tooManyFiles, path: root, message: "\"\(root)\" has more than the \(limits.files) files allowed.")
    }
    let file = open("\(root)/\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(path) }

    var bytes = ByteBuffer()
    while true {
      // Asking for one byte more than is allowed tells a file that just fits from one that does not.
      let wanted = min(max(Int(status.st_size) - bytes.readableBytes, 4096), limits.bytes - total + 1)
      var count = 0
      bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
        count = Self.readSome(file, space.baseAddress, wanted)
        return max(0, count)
      }
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { break }
      total += count
      guard total <= limits.bytes else {
        throw StaticFolderError(
          code: .tooLarge, path: root,
          message: "\"\(root)\" has more than the \(limits.bytes) bytes allowed, found while reading \"\(path)\".")
      }
    }
    #if canImport(Darwin)
    let modified = Int64(status.st_mtimespec.tv_sec)
    #else
    let modified = Int64(status.st_mtim.tv_sec)
    #endif
    entries[path] = Entry(bytes: bytes, lastModified: modified)
  }

  private static func readSome(_ file: CInt, _ space: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    while true {
      let result = readBytes(file, space, count)
      if result >= 0 || errno != EINTR { return result }
    }
  }

  private func unreadable(_ path: String) -> StaticFolderError {
    StaticFolderError(code: .unreadable, path: path, message: "\"\(root)/\(path)\" cannot be read: \(Self.reason).")
  }

  private static func kind(of path: String, followingLinks: Bool) -> mode_t? {
    var status = stat()
    let result = followingLinks ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status.st_mode & S_IFMT : nil
  }

  private static var reason: String { String(cString: strerror(errno)) }
}
