import Foundation

/// A shell script whose name is its whole program: a child of the demo takes no arguments.
///
/// `install` makes the file that is started, so that this process never has it open for writing: a child that another
/// test forks at that moment would hold the writer's descriptor for an instant, and the start would fail with
/// "Text file busy".
func scriptFile(_ body: String) throws -> String {
  let text = FileManager.default.temporaryDirectory.path + "/demo-test-\(UUID().uuidString)"
  let program = text + ".sh"
  try "#!/bin/sh\n\(body)\n".write(toFile: text, atomically: true, encoding: .utf8)
  defer { try? FileManager.default.removeItem(atPath: text) }
  let install = try Process.run(
    URL(filePath: "/usr/bin/install"), arguments: ["-m", "700", text, program])
  install.waitUntilExit()
  guard install.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  return program
}
