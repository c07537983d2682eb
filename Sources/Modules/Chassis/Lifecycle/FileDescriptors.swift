import Glibc
import Logging

/// How many files and sockets this process may have open.
enum FileDescriptors {
  /// Raises the limit to the most that the system allows. The default of 1024 is for programs that use `select(2)`;
  /// a server reaches it with its connections.
  static func raiseLimit(for connections: Int, logger: Logger) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = limit.rlim_max
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    if limit.rlim_cur < rlim_t(connections + reserve) {
      logger.warning(
        "fewer descriptors than HTTP_MAX_CONNECTIONS needs; more connections wait",
        metadata: ["descriptors": "\(limit.rlim_cur)", "connections": "\(connections)"])
    }
  }

  /// For logs, event loops and connections to other services.
  private static let reserve = 64
}
