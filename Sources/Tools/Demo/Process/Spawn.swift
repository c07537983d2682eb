import FoundationEssentials
import Glibc

/// Starting a process by `posix_spawn(3)`.
enum Spawn {
  /// Starts `program` with the three descriptors as its standard input, output and error and no other.
  ///
  /// It gets a process group of its own, so that Ctrl-C on the terminal reaches the demo alone, which then stops its
  /// processes in order. Signals that the demo ignores or blocks have their defaults in it.
  static func process(
    _ program: String, arguments: [String], environment: [String: String], input: CInt, output: CInt, error: CInt
  ) throws(DemoError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // The copies stay open on exec, though their originals do not.
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO)
    // Such as what the demo itself got from whoever started it; closing one that has gone meanwhile is no error.
    for descriptor in openDescriptors() where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    posix_spawnattr_setflags(&attributes, Int16(flags))

    var pid: pid_t = 0
    let variables = environment.map { "\($0)=\($1)" }.sorted()
    let result = withCStrings([program] + arguments) { words in
      withCStrings(variables) { posix_spawn(&pid, program, &actions, &attributes, words, $0) }
    }
    guard result == 0 else { throw DemoError("cannot start \(program): \(String(cString: strerror(result)))") }
    return pid
  }

  private static func openDescriptors() -> [CInt] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { CInt($0) }
  }

  /// `strings` as a C array that ends with nil, for the time of `body`.
  private static func withCStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
