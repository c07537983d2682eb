import DNS
import DNSTesting
import Glibc
import Testing
import Timing

/// However a lookup ends, its sockets are closed.
///
/// Counts the sockets of this process that are connected to the server's port, so that other tests do not matter.
@Suite struct DescriptorTests {
  private static let question = Question(name: name("w.test"), type: .a)

  private enum Ending: CaseIterable {
    case answered, silent, cancelled, refused, truncated, closed
  }

  /// Descriptors of this process whose other end is `port` of an IPv4 address.
  private func openCount(to port: UInt16) -> Int {
    (0..<4096).count { descriptor in
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let result = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(CInt(descriptor), $0, &size) }
      }
      return result == 0 && address.sin_family == sa_family_t(AF_INET) && UInt16(bigEndian: address.sin_port) == port
    }
  }

  @Test func Every_ending_closes_the_socket() async throws {
    for ending in Ending.allCases {
      let server = try await FaultDNSServer.start { query in
        switch ending {
        case .answered: FaultScript(answers: [a("w.test", "10.1.1.1")])
        case .silent, .cancelled: .silence
        case .refused: FaultScript(.refused)
        case .truncated:
          FaultScript(
            answers: [a("w.test", "10.1.1.1")], steps: query.transport == .udp ? [.altered(.truncated)] : [.reply])
        case .closed: FaultScript(steps: query.transport == .udp ? [.altered(.truncated)] : [.close])
        }
      }
      let client = DNSClient(servers: [server.address], transport: SocketTransport())
      await withTaskGroup { group in
        for _ in 0..<20 {
          group.addTask {
            let lookup = Task {
              try? await client.lookup(Self.question, deadline: .after(.milliseconds(300), by: .real))
            }
            if ending == .cancelled {
              while server.queries.isEmpty { await Task.yield() }
              lookup.cancel()
            }
            _ = await lookup.value
          }
        }
      }
      // A cancelled socket is closed by its event loop, a moment later.
      for _ in 0..<200 where openCount(to: server.address.port) > 0 { try await Task.sleep(for: .milliseconds(10)) }
      #expect(openCount(to: server.address.port) == 0, "\(ending)")
      await server.stop()
    }
  }

  /// Without this, the other test would hold where nothing can be counted.
  @Test func An_open_socket_is_counted() async throws {
    let server = try await FaultDNSServer.start { _ in .silence }
    var patience = DNSClient.Configuration()
    patience.firstTimeout = .seconds(60)
    patience.timeout = .seconds(60)
    let client = DNSClient(servers: [server.address], transport: SocketTransport(), configuration: patience)
    let lookup = Task { try? await client.lookup(Self.question, deadline: .after(.seconds(60), by: .real)) }
    while server.queries.isEmpty { await Task.yield() }
    #expect(openCount(to: server.address.port) == 1)
    lookup.cancel()
    _ = await lookup.value
    await server.stop()
  }
}
