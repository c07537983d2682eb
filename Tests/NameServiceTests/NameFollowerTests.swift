import DNS
import Logging
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import NameService

@Suite struct FollowedNameTests {
  @Test func A_name_is_service_host_and_port() throws {
    let name = try #require(FollowedName("stock-price=stockprice.weave.local:4567"))
    #expect(name.service == "stock-price" && name.port == 4567)
    #expect(name.host == (try DomainName("stockprice.weave.local")))
  }

  @Test(arguments: [
    "", "weather", "weather=", "weather=weather", "=weather:1", "Weather=weather:1", "weather=weather:0",
    "weather=weather:65536", "weather=10.0.0.1:80", "weather=[::1]:80",
  ])
  func Anything_else_is_refused(text: String) {
    #expect(FollowedName(text) == nil)
  }

  @Test func Each_address_is_an_instance_once() throws {
    let name = try #require(FollowedName("weather=weather.internal:80"))
    let instances = name.instances(at: [.v4(0x0A00_0001), .v4(0x0A00_0001)], check: HealthCheck(.tcp))
    #expect(instances.map(\.key.id) == ["weather-10.0.0.1"] && instances.first?.port == 80)
  }
}

@Suite struct NameFollowerTests {
  /// Answers with what a test set last.
  private final class Names: DNSLookup {
    private let answer = Mutex<Result<[UInt32], DNSFailure>>(.success([]))

    func set(_ next: Result<[UInt32], DNSFailure>) { answer.withLock { $0 = next } }

    func lookup(_ question: Question, deadline: Deadline) async throws(DNSFailure) -> DNSAnswer {
      let records = try answer.withLock { $0 }.get()
        .map { ResourceRecord(name: question.name, ttl: 600, data: .a($0)) }
      return DNSAnswer(
        question: question, records: records, server: ServerAddress(.v4(0x7F00_000B)), transport: .udp,
        receivedAt: .now)
    }
  }

  /// The instances after each of `rounds`.
  private func follow(_ rounds: [Result<[UInt32], DNSFailure>], in registry: Registry = Registry()) async throws
    -> [[String]]
  {
    let (names, time) = (Names(), ManualTime())
    let follower = NameFollower(
      [try #require(FollowedName("weather=weather.internal:4567"))], dns: names, registry: registry,
      check: HealthCheck(.http(path: "/health")), interval: .seconds(2), logger: .none)
    names.set(rounds[0])
    return await withTaskGroup(of: Void.self) { group in
      group.addTask { await follower.run(time.source) }
      var seen: [[String]] = []
      for round in 0..<rounds.count {
        await time.sleepers(atLeast: 1)
        seen.append(registry.snapshot.entries.map(\.instance.key.id))
        if round + 1 < rounds.count {
          names.set(rounds[round + 1])
          time.advance(by: .seconds(2))
        }
      }
      group.cancelAll()
      return seen
    }
  }

  @Test func New_addresses_come_and_old_ones_go() async throws {
    let seen = try await follow([
      .success([0x0A00_0001]), .success([0x0A00_0002, 0x0A00_0001]), .success([0x0A00_0002]),
    ])
    #expect(seen == [["weather-10.0.0.1"], ["weather-10.0.0.1", "weather-10.0.0.2"], ["weather-10.0.0.2"]])
  }

  @Test(arguments: [DNSFailure.Code.noSuchName, .noData])
  func A_name_without_addresses_has_no_instances(code: DNSFailure.Code) async throws {
    let seen = try await follow([.success([0x0A00_0001]), .failure(DNSFailure(code, "There is none."))])
    #expect(seen == [["weather-10.0.0.1"], []])
  }

  @Test(arguments: [DNSFailure.Code.timedOut, .unreachable, .serverFailure, .malformed])
  func A_silent_name_server_takes_nothing_away(code: DNSFailure.Code) async throws {
    let seen = try await follow([.success([0x0A00_0001]), .failure(DNSFailure(code, "No answer."))])
    #expect(seen == [["weather-10.0.0.1"], ["weather-10.0.0.1"]])
  }

  @Test func What_was_put_by_others_stays_and_health_is_kept() async throws {
    let registry = try Registry.of(.example("twitch"))
    let seen = try await follow([.success([0x0A00_0001]), .success([0x0A00_0001]), .success([])], in: registry)
    #expect(seen.last == ["twitch-1"] && registry.health("twitch-1") == true)
  }

  @Test func The_same_answer_changes_nothing() async throws {
    let registry = Registry()
    _ = try await follow([.success([0x0A00_0001]), .success([0x0A00_0001]), .success([0x0A00_0001])], in: registry)
    #expect(registry.snapshot.revision == 1)
  }
}
