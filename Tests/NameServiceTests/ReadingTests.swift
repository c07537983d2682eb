import DNS
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import NameService

@Suite struct JSONReaderTests {
  private func fault(_ text: String) -> String? {
    do {
      _ = try JSONReader.read(Array(text.utf8))
      return nil
    } catch {
      return error.description
    }
  }

  @Test func Values_of_each_kind_are_read_with_their_lines() throws {
    let json = try JSONReader.read(
      Array("{\"a\": [1, -2.5e3, true,\n null],\n\"b\": \"x\\u00fc\\n\\ud83d\\ude00\"}".utf8))
    guard case .object(let members) = json.value, case .array(let elements) = members[0].value.value else {
      Issue.record("no object with a list")
      return
    }
    #expect(elements.map(\.value) == [.integer(1), .number("-2.5e3"), .boolean(true), .null])
    #expect(elements.map(\.line) == [1, 1, 1, 2])
    #expect(members[1].value == LocatedJSON(value: .string("xü\n😀"), line: 3))
  }

  @Test(arguments: [
    "", " ", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "[1,]", "[1 2]", "01", "+1", "1.", ".5", "1e", "nul",
    "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "{} {}", "{\"a\":1,\"a\":2}", "'a'",
  ])
  func What_is_no_JSON_is_a_fault(text: String) {
    #expect(fault(text)?.hasPrefix("line ") == true)
  }

  @Test func A_fault_names_its_line() {
    #expect(fault("{\n\"a\": 1\n\"b\": 2}")?.hasPrefix("line 3: this is no JSON: a comma or }") == true)
  }

  @Test func Deep_nesting_is_refused() {
    #expect(fault(String(repeating: "[", count: 100_000))?.contains("nested") == true)
    let most = JSONReader.deepest
    #expect(fault(String(repeating: "[", count: most) + String(repeating: "]", count: most)) == nil)
  }

  @Test func No_bytes_whatever_crash_it() {
    var random = SplitMix64(seed: 5)
    let seed = Array(#"{"a":[1,2.5,"x\u00fc\n",null,true],"b":{"c":"d"}}"#.utf8)
    for _ in 0..<5000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
      _ = try? JSONReader.read(bytes)
    }
  }
}

@Suite struct RegistryFileTests {
  private func read(_ text: String) throws -> [RegisteredInstance] {
    try RegistryFile.instances(of: Array(text.utf8), interval: .seconds(7))
  }

  private func fault(ofInstance members: String) -> String {
    do {
      _ = try read(
        "{\"services\": [{\"name\": \"weather\", \"instances\": [\n{\"id\": \"w\", \"address\": \"127.0.1.1\",\(members)}]}]}"
      )
      return "none"
    } catch {
      return "\(error)"
    }
  }

  @Test func A_whole_file_is_read() throws {
    let instances = try read(
      """
      {"services": [
        {"name": "weather", "check": {"http": "/health", "failures": 3}, "instances": [
          {"id": "weather-1", "address": "127.0.1.3", "port": 4567},
          {"id": "weather-2", "address": "::1", "port": 1, "priority": 2, "weight": 0, "tags": ["a", "b-c"],
           "check": {"tcp": true, "interval": "500ms"}}]},
        {"name": "twitch", "instances": []}]}
      """)
    #expect(
      instances == [
        RegisteredInstance(
          service: "weather", id: "weather-1", address: .v4(0x7F00_0103), port: 4567,
          check: HealthCheck(.http(path: "/health"), interval: .seconds(7), failures: 3)),
        RegisteredInstance(
          service: "weather", id: "weather-2", address: .v6(high: 0, low: 1), port: 1, priority: 2, weight: 0,
          tags: ["a", "b-c"], check: HealthCheck(.tcp, interval: .milliseconds(500), timeout: .milliseconds(500))),
      ])
  }

  @Test(arguments: [
    ("\"port\": 0", "services[0].instances[0].port is 0: it must be a whole number from 1 to 65535"),
    ("\"port\": 70000", "services[0].instances[0].port is 70000"), ("\"port\": \"80\"", "port is \"80\""),
    ("\"port\": 80.5", "port is 80.5"), ("\"weight\": 1", "services[0].instances[0].port is missing"),
    ("\"port\": 1, \"weight\": -1", "weight is -1: it must be a whole number from 0 to 65535"),
    ("\"port\": 1, \"wieght\": 1", "wieght is unknown: the members are id, address, port"),
    ("\"port\": 1, \"tags\": \"a\"", "tags is \"a\": it must be a list of tags"),
    ("\"port\": 1, \"tags\": [\"a\", \"A\"]", "tags[1] is \"A\""),
    ("\"port\": 1, \"tags\": [\"a\", \"a\"]", "different"),
    ("\"port\": 1, \"check\": {}", "check must have either http, with a path, or tcp"),
    ("\"port\": 1, \"check\": {\"http\": \"/\", \"tcp\": true}", "either http"),
    ("\"port\": 1, \"check\": {\"http\": \"health\"}", "check.http is \"health\": it must be a path"),
    ("\"port\": 1, \"check\": {\"http\": \"/a b\"}", "check.http"),
    ("\"port\": 1, \"check\": {\"tcp\": true, \"interval\": \"1\"}", "check.interval is \"1\": it must be a duration"),
    ("\"port\": 1, \"check\": {\"tcp\": true, \"interval\": \"1ms\"}", "from 100ms to 1h"),
  ])
  func A_fault_names_its_line_its_field_and_the_rule(members: String, part: String) {
    let fault = fault(ofInstance: members)
    #expect(fault.hasPrefix("line 2: ") && fault.contains(part), "\(fault)")
  }

  @Test(arguments: [
    "[]", "{}", "{\"services\": {}}", "{\"services\": [{\"name\": \"a b\", \"instances\": []}]}",
    "{\"services\": [{\"name\": \"-a\", \"instances\": []}]}", "{\"services\": [{\"name\": \"a\"}]}",
    "{\"services\": [{\"name\": \"A\", \"instances\": []}]}", "{\"servces\": []}",
    "{\"services\": [{\"name\": \"a\", \"instances\": [{\"id\": \"\", \"address\": \"1.1.1.1\", \"port\": 1}]}]}",
    "{\"services\": [{\"name\": \"a\", \"instances\": [{\"id\": \"x\", \"address\": \"host\", \"port\": 1}]}]}",
  ])
  func A_file_of_another_form_is_a_fault(text: String) {
    #expect(throws: DocumentFault.self) { try read(text) }
  }

  @Test func An_id_is_there_once_in_a_service() throws {
    let instance = "{\"id\": \"x\", \"address\": \"1.1.1.1\", \"port\": 1}"
    let text = { (names: String) in "{\"services\": [{\"name\": \"a\", \"instances\": [\(names)]}]}" }
    #expect(throws: DocumentFault.self) { try read(text("\(instance), \(instance)")) }
    #expect(try read(text(instance)).count == 1)
  }
}

@Suite struct RegistryFileWatchTests {
  /// A file that a test writes.
  private final class File: Sendable {
    private let state = Mutex((text: "", version: 0))

    func write(_ text: String) { state.withLock { $0 = (text, $0.version + 1) } }

    var source: RegistryFileWatch.Source {
      .init(
        stamp: { .init(seconds: self.state.withLock { $0.version }, nanoseconds: 0, bytes: 0, inode: 0) },
        read: { Array(self.state.withLock { $0.text }.utf8) })
    }
  }

  private static func text(_ address: String) -> String {
    "{\"services\": [{\"name\": \"a\", \"instances\": [{\"id\": \"x\", \"address\": \"\(address)\", \"port\": 1}]}]}"
  }

  @Test func A_changed_file_is_read_again_and_one_with_a_fault_changes_nothing() async throws {
    let (file, time, registry) = (File(), ManualTime(), Registry())
    file.write(Self.text("10.0.0.1"))
    let watch = RegistryFileWatch(file.source, registry: registry, interval: .seconds(1), logger: .none)
    try watch.load()
    let task = Task { await watch.run(time.source) }
    var seen: [String] = []
    for text in ["no JSON", Self.text("10.0.0.2"), Self.text("10.0.0.2"), "{\"services\": []}"] {
      await time.sleepers(atLeast: 1)
      file.write(text)
      time.advance(by: .seconds(1))
      await time.sleepers(atLeast: 1)
      seen.append(registry.snapshot.entries.map(\.instance.address.description).joined())
    }
    #expect(seen == ["10.0.0.1", "10.0.0.2", "10.0.0.2", ""])
    task.cancel()
    await task.value
  }

  @Test func A_file_that_is_not_another_one_is_not_read_again() async throws {
    let (file, time, registry) = (File(), ManualTime(), Registry())
    file.write(Self.text("10.0.0.1"))
    let watch = RegistryFileWatch(file.source, registry: registry, interval: .seconds(1), logger: .none)
    try watch.load()
    let revision = registry.snapshot.revision
    let task = Task { await watch.run(time.source) }
    for _ in 0..<3 { await time.advanceToNextWake() }
    await time.sleepers(atLeast: 1)
    #expect(registry.snapshot.revision == revision)
    watch.reload()
    #expect(registry.snapshot.revision == revision + 1)
    task.cancel()
    await task.value
  }
}
