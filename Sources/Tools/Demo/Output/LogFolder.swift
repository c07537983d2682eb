import Chassis
import FoundationEssentials
import Glibc

/// A new folder with one log file for each instance, removed when the demo ends.
struct LogFolder: Sendable {
  let path: String

  /// Throws ``DemoError`` where the folder for temporary files cannot be written.
  init() throws {
    var template = Array((FileManager.default.temporaryDirectory.path + "/ecs-demo-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw DemoError("cannot make a folder for logs: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func file(of instance: Instance) throws -> DescriptorSink {
    let name = "\(path)/\(instance.name).log"
    let descriptor = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DemoError("cannot write \(name): \(String(cString: strerror(errno)))") }
    return DescriptorSink(descriptor)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
