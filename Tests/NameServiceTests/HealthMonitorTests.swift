import DNS
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import NameService

@Suite struct HealthMonitorTests {
  /// Instances that are well as long as they are not named here, and how often each was checked.
  private final class World: Sendable {
    private struct State {
      var sick: Set<String> = []
      var checks: [String: Int] = [:]
    }

    private let state = Mutex(State())

    func make(_ id: String, sick: Bool) {
      state.withLock { state in _ = sick ? state.sick.insert(id).inserted : state.sick.remove(id) != nil }
    }

    func checks(of id: String) -> Int { state.withLock { $0.checks[id, default: 0] } }

    var probe: HealthProbe {
      HealthProbe { instance, _ in
        self.state.withLock { state in
          state.checks[instance.key.id, default: 0] += 1
          return !state.sick.contains(instance.key.id)
        }
      }
    }
  }

  private let world = World()
  private let time = ManualTime()

  private func names() -> NameService {
    NameService(probe: world.probe, time: time.source, random: RandomSource { 1 << 63 }, logger: .none)
  }

  @Test func An_instance_is_checked_at_once_and_then_at_its_interval() async throws {
    let names = names()
    try names.registry.register(.example(check: HealthCheck(.tcp, interval: .seconds(10))), origin: .api)
    await time.sleepers(atLeast: 1)
    #expect(names.registry.health("weather-1") == true && world.checks(of: "weather-1") == 1)
    await time.advanceToNextWake()
    await time.sleepers(atLeast: 1)
    #expect(world.checks(of: "weather-1") == 2)
    #expect((Duration.seconds(9) ... .seconds(11)).contains(time.elapsed))
    await names.stop()
  }

  @Test func An_instance_that_fails_leaves_the_zone_of_Consul_and_comes_back() async throws {
    let names = names()
    for number in 1...2 {
      try names.registry.register(.example("weather", number, check: HealthCheck(.tcp)), origin: .api)
    }
    await time.sleepers(atLeast: 2)
    #expect(try consulAddresses(names) == ["127.0.1.1", "127.0.1.2"])
    world.make("weather-2", sick: true)
    time.advance(by: .seconds(11))
    await time.sleepers(atLeast: 2)
    #expect(try consulAddresses(names) == ["127.0.1.1"])
    world.make("weather-2", sick: false)
    time.advance(by: .seconds(11))
    await time.sleepers(atLeast: 2)
    #expect(try consulAddresses(names) == ["127.0.1.1", "127.0.1.2"])
    await names.stop()
  }

  @Test func A_deregistered_instance_is_checked_no_more() async throws {
    let names = names()
    try names.registry.register(.example("weather", 1, check: HealthCheck(.tcp)), origin: .api)
    try names.registry.register(.example("weather", 2, check: HealthCheck(.tcp)), origin: .api)
    await time.sleepers(atLeast: 2)
    names.registry.deregister(.init(service: "weather", id: "weather-1"))
    time.advance(by: .seconds(11))
    await time.sleepers(atLeast: 1)
    #expect(world.checks(of: "weather-1") == 1 && world.checks(of: "weather-2") == 2)
    await names.stop()
    #expect(time.sleeperCount == 0)
  }

  private func consulAddresses(_ names: NameService) throws -> [String] {
    let zones = try names.plan.zones(of: names.registry.snapshot)
    let consul = try #require(zones.first { $0.strategy == "consul" })
    return consul.zone.records.filter { $0.name.description == "weather.service.consul." && $0.type == .a }
      .map(\.data.description).sorted()
  }
}
