/// The path of a Unix domain socket to connect to.
enum UnixSocketPath {
  /// Throws ``ClientError`` with the code `invalidRequest` for what the system could not connect to (`unix(7)`).
  static func checked(_ path: String) throws(ClientError) -> String {
    guard path.hasPrefix("/"), path.utf8.count <= longest, !path.utf8.contains(0) else {
      throw .invalid("The path of a Unix domain socket must be absolute and at most \(longest) bytes long.")
    }
    return path
  }

  /// `sun_path` of Linux without its last byte, which is zero.
  private static let longest = 107
}
