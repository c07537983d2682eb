import Foundation
import Testing

@testable import Demo

/// A portal and three instances of each backend, on loopback addresses of their own with one port, as DNS without ports
/// needs it; and a name server of others that knows them.
struct AddressedStack {
  /// Where instances are, for the zones of the name server.
  struct Places {
    /// Addresses by the name of the backend.
    var addresses: [String: [String]]
    var port: Int
  }

  /// A running name server.
  struct Names {
    /// `host:port`.
    var server: String
    /// From now on it names these instances.
    var change: @Sendable (Places) async throws -> Void
    var kill: @Sendable () async -> Void
  }

  let names: Names
  let portal: DiscoveringPortal
  private let places: Places
  /// By names such as `weather-1`.
  private let instances: [String: Program]

  static func names(_ backend: String) -> Set<String> {
    Set((1...3).map { "\(backend)-\($0)" })
  }

  /// - Parameter serve: Starts a name server for the instances.
  static func start(
    _ backends: [Backend], strategy: String, serve: (Places) async throws -> Names
  ) async throws -> AddressedStack {
    let places = places(backends)
    let names = try await serve(places)
    var instances: [String: Program] = [:]
    for backend in backends {
      for name in Self.names(backend.name) { instances[name] = try await start(name, at: places) }
    }
    // The patience that it has after its start would hide what fails.
    let portal = try await DiscoveringPortal.start([
      "DISCOVERY_STRATEGY": strategy, "DISCOVERY_DNS_SERVER": names.server, "DISCOVERY_PORT": "\(places.port)",
      "PORTAL_START_PATIENCE": "0s",
    ])
    return AddressedStack(names: names, portal: portal, places: places, instances: instances)
  }

  /// Starts the instance `name` and returns once it listens.
  private static func start(_ name: String, at places: Places, called id: String? = nil) async throws -> Program {
    let (backend, number) = (String(name.dropLast(2)), try #require(name.last?.wholeNumberValue))
    let address = try #require(places.addresses[backend]?[number - 1])
    let program = try Program(
      backend, [], ["HOST": address, "PORT": "\(places.port)", "INSTANCE_ID": id ?? name])
    _ = try await program.url()
    return program
  }

  func end() async {
    for program in [portal.program] + instances.values { await program.end() }
    await names.kill()
  }

  /// Addresses that no other test uses, and a port below those that the system gives away.
  private static func places(_ backends: [Backend]) -> Places {
    let net = "127.\(Int.random(in: 64...126)).\(Int.random(in: 0...255))"
    var addresses: [String: [String]] = [:]
    for (index, backend) in backends.enumerated() {
      addresses[backend.name] = (1...3).map { "\(net).\(10 * (index + 1) + $0)" }
    }
    return Places(addresses: addresses, port: Int.random(in: 20_000..<32_000))
  }
}

/// What holds whatever the name server and the strategy.
extension AddressedStack {
  /// All four routes answer, and all instances have a part in it.
  func everyInstanceIsUsed() async throws {
    for backend in Backend.all { try await portal.answers(backend.path, by: Self.names(backend.name)) }
    #expect(try await Set(portal.service("weather").endpoints.keys) == Set(addresses("weather")))
  }

  /// A killed instance costs no request though its name goes on to name it, and it is used again when it is back.
  func aKilledInstanceCostsNoRequest() async throws {
    try await portal.answers("/weather/Paris", by: Self.names("weather"))
    try await SteadyLoad.run(on: portal.url + "/weather/Paris") { load in
      let name = try #require(load.latestInstance)
      let program = try #require(instances[name])
      let address = try await program.address
      await program.end()
      try await load.isLeftAlone(name)
      let states = ["ejected", "probing"]
      try await portal.weather(is: "known to be dead") { states.contains($0.endpoints[address] ?? "") }
      try await load.answers(100)
      let back = try await Self.start(name, at: places, called: "back")
      try await load.isUsed("back")
      await back.end()
      try await load.isLeftAlone("back")
    }
  }

  /// An instance that its name names no more is left alone though it is well, and is used as soon as it is named again.
  func whoIsNamedIsUsed() async throws {
    try await portal.answers("/weather/Paris", by: Self.names("weather"))
    try await SteadyLoad.run(on: portal.url + "/weather/Paris") { load in
      let name = try #require(load.latestInstance)
      let address = try #require(try await instances[name]?.address)
      var others = places
      others.addresses["weather"]?.removeAll { "\($0):\(places.port)" == address }
      try await names.change(others)
      try await portal.weather(is: "without it") { $0.endpoints[address] == nil }
      try await load.isLeftAlone(name)
      try await names.change(places)
      try await portal.weather(is: "with it") { $0.endpoints[address] == "available" }
      try await load.isLatest(name)
      #expect(try await portal.service("weather").retries == 0)
    }
  }

  /// What was known goes on to be used, for as long as nobody knows better.
  func aDeadNameServerCostsNoRequest() async throws {
    try await portal.answers("/weather/Paris", by: Self.names("weather"))
    try await SteadyLoad.run(on: portal.url + "/weather/Paris") { load in
      await names.kill()
      try await portal.weather(is: "known from before") { $0.status == "stale" && $0.lastError != nil }
      try await load.answers(200)
      #expect(try await Set(portal.service("weather").endpoints.keys) == Set(addresses("weather")))
    }
  }

  private func addresses(_ backend: String) -> [String] {
    (places.addresses[backend] ?? []).map { "\($0):\(places.port)" }
  }
}
