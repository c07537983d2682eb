import FoundationEssentials

extension HostsTable {
  /// The file as it is now; empty where it cannot be read.
  package init(file path: String) {
    let data = try? Data(contentsOf: URL(filePath: path), options: [])
    self.init(data.map { String(decoding: $0, as: UTF8.self) } ?? "")
  }

  package static var system: HostsTable { HostsTable(file: "/etc/hosts") }
}
