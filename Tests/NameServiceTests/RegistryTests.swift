import Synchronization
import Testing

@testable import NameService

@Suite struct RegistryTests {
  @Test func An_instance_is_new_once_and_then_changed() throws {
    let registry = Registry()
    #expect(try registry.register(.example(), origin: .api))
    #expect(try !registry.register(.example(port: 80), origin: .api))
    #expect(registry.snapshot.entries.map(\.instance.port) == [80])
  }

  @Test func An_instance_without_a_check_passes_and_one_with_a_check_fails_until_its_first_good_one() throws {
    let registry = try Registry.of(.example(), .example("twitch", check: HealthCheck(.tcp)))
    #expect(registry.health("weather-1") == true)
    #expect(registry.health("twitch-1") == false)
    try registry.register(.example("twitch", check: HealthCheck(.tcp)), origin: .api, isHealthy: true)
    #expect(registry.health("twitch-1") == true)
  }

  @Test func Registered_again_as_it_was_an_instance_keeps_its_health() throws {
    let instance = RegisteredInstance.example(check: HealthCheck(.tcp))
    let registry = Registry()
    try registry.register(instance, origin: .api, isHealthy: true)
    try registry.register(instance, origin: .api)
    #expect(registry.health("weather-1") == true)
    var other = instance
    other.port = 80
    try registry.register(other, origin: .api)
    #expect(registry.health("weather-1") == false)
  }

  @Test func The_result_of_a_check_of_an_earlier_registration_is_passed_over() throws {
    let registry = try Registry.of(.example(check: HealthCheck(.tcp)))
    let first = try #require(registry.snapshot.entries.first)
    try registry.register(.example(port: 80, check: HealthCheck(.tcp)), origin: .api)
    registry.report(true, of: first.instance.key, registration: first.registration)
    #expect(registry.health("weather-1") == false)
  }

  @Test func What_a_file_no_longer_holds_goes_and_the_others_stay() throws {
    let registry = try Registry.of(.example("twitch"))
    try registry.replace(.file, with: [.example("weather", 1), .example("weather", 2)])
    try registry.replace(.file, with: [.example("weather", 2)])
    #expect(registry.snapshot.entries.map(\.instance.key.id) == ["twitch-1", "weather-2"])
  }

  @Test func There_is_a_most_of_instances_and_a_file_over_it_changes_nothing() throws {
    let registry = try Registry.of(.example("twitch"))
    let many = (1...Registry.mostInstances).map { RegisteredInstance.example("weather", $0) }
    #expect(throws: RegistryFault.self) { try registry.replace(.file, with: many) }
    #expect(registry.snapshot.entries.count == 1)
    try registry.replace(.file, with: Array(many.dropLast()))
    #expect(throws: RegistryFault.self) { try registry.register(.example("goodreads"), origin: .api) }
    try registry.register(.example("twitch", port: 1), origin: .api)
  }

  @Test func Observers_get_the_state_at_once_and_each_state_after_a_change() throws {
    let registry = try Registry.of(.example())
    let counts = Mutex<[Int]>([])
    registry.observe { snapshot in counts.withLock { $0.append(snapshot.entries.count) } }
    try registry.register(.example("twitch"), origin: .api)
    registry.deregister(.init(service: "weather", id: "weather-1"))
    #expect(counts.withLock { $0 } == [1, 2, 1])
    #expect(!registry.deregister(.init(service: "weather", id: "weather-1")))
  }
}

@Suite struct HealthRecordTests {
  private func states(_ results: [Bool], from isPassing: Bool, successes: Int, failures: Int) -> [Bool] {
    var record = HealthRecord(isPassing: isPassing)
    let check = HealthCheck(.tcp, successes: successes, failures: failures)
    return results.map { result in
      record.count(result, by: check)
      return record.isPassing
    }
  }

  @Test func It_takes_so_many_results_in_a_row_to_change() {
    #expect(
      states([false, false, true, false, false, false], from: true, successes: 1, failures: 3)
        == [true, true, true, true, true, false])
    #expect(states([true, false, true, true], from: false, successes: 2, failures: 1) == [false, false, false, true])
  }
}
