import DNS
import Testing

/// Our client before name servers that others wrote: it finds what `dig` finds.
///
/// One test for each server, so that each is started once.
@Suite(.enabled(if: TestTool.dig.isPresent, TestTool.dig.absence)) struct NameServerPeerTests {
  private static let questions: [(String, RecordType, Int)] = [
    ("twitchapp.ecs.internal", .a, 3), ("weather.workshop.local", .a, 8), ("weather.weave.local", .a, 2),
    ("weather.weave.local", .aaaa, 1), ("many.weave.local", .a, 100), ("weather.service.consul", .srv, 3),
    ("twitchapp.ecs.internal", .cname, 1),
  ]

  @Test(.enabled(if: TestTool.named.isPresent, TestTool.named.absence))
  func BIND_says_to_us_what_it_says_to_dig() async throws {
    let server = try await NameServerPeer.start(
      .named, files: PeerZones.named, arguments: ["-g", "-c", "FOLDER/named.conf"])
    do {
      try await compare(server)
      #expect(try await server.lookup("weather.service.consul", .srv).additionals.count >= 3)
      // RFC 2308: the lesser of the SOA record's TTL and its minimum of 15 s.
      #expect(await failure(server, "none.workshop.local") == .init(.noSuchName, negativeTTL: .seconds(15)))
      #expect(await failure(server, "none.weave.local") == .init(.noSuchName, negativeTTL: .seconds(1)))
      #expect(await failure(server, "weather.workshop.local", .srv) == .init(.noData, negativeTTL: .seconds(15)))
      #expect(await failure(server, "lost.ecs.internal") == .init(.noSuchName, negativeTTL: .seconds(15)))
      #expect(await failure(server, "elsewhere.example.com") == .init(.refused))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  @Test(.enabled(if: TestTool.dnsmasq.isPresent, TestTool.dnsmasq.absence))
  func dnsmasq_says_to_us_what_it_says_to_dig() async throws {
    let server = try await NameServerPeer.start(
      .dnsmasq, files: PeerZones.dnsmasq, arguments: ["--keep-in-foreground", "--conf-file=FOLDER/dnsmasq.conf"])
    do {
      try await compare(server)
      #expect(await failure(server, "none.workshop.local") == .init(.noSuchName))
      #expect(await failure(server, "weather.workshop.local", .srv) == .init(.noData))
      #expect(await failure(server, "elsewhere.example.com") == .init(.refused))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func compare(_ server: NameServerPeer) async throws {
    for (name, type, count) in Self.questions {
      var dug = try await server.dig(name, type)
      // BIND leaves it to the asker to ask on for a name in another of its zones. Our client does.
      if name == "twitchapp.ecs.internal", type == .a { dug.formUnion(try await server.dig("lb.elb.example", .a)) }
      #expect(dug.count == count, "\(name) \(type): \(dug)")
      for byTCP in [false, true] {
        let answer = try await server.lookup(name, type, byTCP: byTCP)
        #expect(Set((answer.aliases + answer.records).map(\.description)) == dug)
        // The answer of 100 records is too long for UDP.
        #expect(answer.transport == (byTCP || count == 100 ? .tcp : .udp))
      }
    }
  }

  /// What two failures have in common that are alike but for their words.
  private struct Kind: Equatable {
    var code: DNSFailure.Code
    var negativeTTL: Duration?

    init(_ code: DNSFailure.Code, negativeTTL: Duration? = nil) {
      self.code = code
      self.negativeTTL = negativeTTL
    }
  }

  private func failure(_ server: NameServerPeer, _ name: String, _ type: RecordType = .a) async -> Kind? {
    do throws(DNSFailure) {
      _ = try await server.lookup(name, type)
      return nil
    } catch {
      return Kind(error.code, negativeTTL: error.negativeTTL)
    }
  }
}
