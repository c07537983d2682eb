import DNS
import NameService
import ServiceLifecycle
import Timing
import UnixSignals

/// The parts that live beside the HTTP API: the name server, the watch of the file, the names that are followed, and SIGHUP.
struct NameServerService: Service {
  let names: NameService
  let server: ZoneServer
  let file: RegistryFileWatch?
  let follower: NameFollower?

  func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      if let file {
        group.addTask { await file.run(.real) }
        group.addTask {
          for await _ in await UnixSignalsSequence(trapping: [.sighup]) { file.reload() }
        }
      }
      if let follower { group.addTask { await follower.run(.real) } }
      // Returns for a graceful shutdown and throws for a cancellation: both end it.
      try? await gracefulShutdown()
      group.cancelAll()
    }
    await server.stop()
    await names.stop()
  }
}
