import FoundationEssentials

/// Where the programs and the web page are: the programs beside the demo's own, the page in the folder `static` of the
/// working directory or of a directory above the programs.
struct Installation: Sendable {
  let programs: String
  let staticFolder: String

  /// Throws ``DemoError`` naming what is missing and how to get it.
  init(executable: String, workingDirectory: String, staticFolder: String?, exists: (String) -> Bool) throws {
    programs = Self.parent(of: executable)
    for service in StackPlan.backends + ["portal"] {
      guard exists("\(programs)/\(service)") else {
        throw DemoError("the program \(service) is not in \(programs); build all programs with: make build")
      }
    }
    var candidates = [workingDirectory]
    var folder = programs
    while folder != "/" && !folder.isEmpty {
      candidates.append(folder)
      folder = Self.parent(of: folder)
    }
    let found = staticFolder ?? candidates.map { "\($0)/static" }.first { exists("\($0)/index.html") }
    guard let found else {
      throw DemoError("there is no folder static with the web page here; set STATIC_DIR to it")
    }
    self.staticFolder = found
  }

  static func current(staticFolder: String?) throws -> Installation {
    let files = FileManager.default
    let own = try files.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return try Installation(
      executable: own, workingDirectory: files.currentDirectoryPath, staticFolder: staticFolder,
      exists: { files.fileExists(atPath: $0) })
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }
}
