import FoundationEssentials
import Glibc
import NameService

extension RegistryFileWatch.Source {
  private static let largestFile = 4 * 1024 * 1024

  /// The file at `path`, whichever it is at each look: editors put a new file in the place of the old one.
  static func path(_ path: String) -> RegistryFileWatch.Source {
    RegistryFileWatch.Source(
      stamp: { Self.stamp(path) },
      read: {
        guard let bytes = Self.stamp(path)?.bytes else { throw UnreadableFile(description: "it cannot be found") }
        guard bytes <= largestFile else { throw UnreadableFile(description: "it is over \(largestFile) bytes long") }
        guard let data = FileManager.default.contents(atPath: path) else {
          throw UnreadableFile(description: "this process cannot read it")
        }
        return [UInt8](data)
      })
  }

  private static func stamp(_ path: String) -> RegistryFileWatch.Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return RegistryFileWatch.Stamp(
      seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec, bytes: Int(status.st_size),
      inode: UInt64(status.st_ino))
  }

  struct UnreadableFile: Error, CustomStringConvertible {
    let description: String
  }
}
