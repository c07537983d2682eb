import Chassis
import FoundationEssentials
import Glibc

/// A new folder with one log file for each instance, removed when the demo ends.
///
/// A file in it is locked as long as the demo lives, in whatever way it ends: so the next demo finds the folders of those
/// that were killed, and removes them.
struct LogFolder: Sendable {
  let path: String
  /// Open as long as the process lives; closing it would give the lock back.
  private let lock: CInt

  private static let prefix = "ecs-demo-"

  /// - Parameter parent: The folder for temporary files.
  ///
  /// Throws ``DemoError`` where it cannot be written.
  init(in parent: String = FileManager.default.temporaryDirectory.path) throws {
    Self.removeAbandoned(in: parent)
    var template = Array("\(parent)/\(Self.prefix)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw DemoError("cannot make a folder for logs in \(parent): \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    // Locked before it has its name: a folder with the name in it and without the lock is always an abandoned one.
    let (early, name) = ("\(path)/lock.new", "\(path)/lock")
    lock = open(early, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard lock >= 0, flock(lock, LOCK_EX | LOCK_NB) == 0, rename(early, name) == 0 else {
      throw DemoError("cannot write \(name): \(String(cString: strerror(errno)))")
    }
  }

  func file(of instance: Instance) throws -> DescriptorSink {
    let name = "\(path)/\(instance.name).log"
    let descriptor = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DemoError("cannot write \(name): \(String(cString: strerror(errno)))") }
    return DescriptorSink(descriptor)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
    close(lock)
  }

  /// Removes the folders of demos that are no more. What belongs to somebody else, or is no folder of a demo, stays.
  private static func removeAbandoned(in parent: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = "\(parent)/\(name)"
      var status = stat()
      // A link could lead to a folder that was never ours.
      guard lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid() else { continue }
      let lock = open("\(folder)/lock", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard lock >= 0 else { continue }
      if flock(lock, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: folder) }
      close(lock)
    }
  }
}
