package import Logging
package import Timing

/// Keeps a registry like a file: reads it at the start, and again whenever it has changed or somebody asks for it.
///
/// A file that cannot be used while running changes nothing; the log says why, once.
package struct RegistryFileWatch: Sendable {
  /// What tells one state of a file from another; nil where there is no file.
  package struct Stamp: Sendable, Equatable {
    package var seconds: Int
    package var nanoseconds: Int
    package var bytes: Int
    package var inode: UInt64

    package init(seconds: Int, nanoseconds: Int, bytes: Int, inode: UInt64) {
      self.seconds = seconds
      self.nanoseconds = nanoseconds
      self.bytes = bytes
      self.inode = inode
    }
  }

  /// Where the file is read.
  package struct Source: Sendable {
    package var stamp: @Sendable () -> Stamp?
    package var read: @Sendable () throws -> [UInt8]

    package init(stamp: @escaping @Sendable () -> Stamp?, read: @escaping @Sendable () throws -> [UInt8]) {
      self.stamp = stamp
      self.read = read
    }
  }

  private let source: Source
  private let registry: Registry
  private let interval: Duration
  private let logger: Logger

  /// - Parameter interval: For checks that do not say how often they are made.
  package init(_ source: Source, registry: Registry, interval: Duration, logger: Logger) {
    self.source = source
    self.registry = registry
    self.interval = interval
    self.logger = logger
  }

  /// Takes over what the file says. Throws ``DocumentFault``, ``RegistryFault`` or what reading threw.
  package func load() throws {
    let instances = try RegistryFile.instances(of: source.read(), interval: interval)
    try registry.replace(.file, with: instances)
    logger.info("registry file read", metadata: ["instances": "\(instances.count)"])
  }

  /// Looks every second whether the file is another one, until the task is cancelled.
  package func run(_ time: TimeSource) async {
    var last = source.stamp()
    while (try? await time.sleep(for: .seconds(1))) != nil {
      let now = source.stamp()
      guard now != last else { continue }
      last = now
      reload()
    }
  }

  /// Takes over what the file says now, where it can be used.
  package func reload() {
    do {
      try load()
    } catch {
      logger.error("registry file not used; the registry stays as it was", metadata: ["fault": "\(error)"])
    }
  }
}
