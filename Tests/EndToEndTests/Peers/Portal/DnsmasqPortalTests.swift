import Testing

/// A portal before a real dnsmasq that answers as weaveDNS does: the addresses of all instances, each time in another
/// order, for one second.
@Suite(.serialized, .enabled(if: TestTool.dnsmasq.isPresent, TestTool.dnsmasq.absence))
struct DnsmasqPortalTests {
  @Test func All_four_routes_answer_and_every_instance_is_used() async throws {
    let stack = try await start(Backend.all)
    try await stack.everyInstanceIsUsed()
    #expect(try await stack.portal.service("weather").question == "A weather.weave.local.")
    await stack.end()
  }

  @Test func A_killed_instance_costs_no_request_and_is_used_again_when_it_is_back() async throws {
    let stack = try await start([.weather])
    try await stack.aKilledInstanceCostsNoRequest()
    await stack.end()
  }

  @Test func Whom_the_file_names_is_used_and_nobody_else() async throws {
    let stack = try await start([.weather])
    try await stack.whoIsNamedIsUsed()
    await stack.end()
  }

  @Test func A_dead_name_server_costs_no_request() async throws {
    let stack = try await start([.weather])
    try await stack.aDeadNameServerCostsNoRequest()
    await stack.end()
  }

  private func start(_ backends: [Backend]) async throws -> AddressedStack {
    try await .start(backends, strategy: "weave") { places in
      let server = try await NameServerPeer.start(
        .dnsmasq, files: ["dnsmasq.conf": Self.configuration, "hosts": hosts(places)],
        arguments: ["--keep-in-foreground", "--conf-file=FOLDER/dnsmasq.conf"])
      return .init(
        server: "\(server.address)", change: { try server.rewrite("hosts", hosts($0)) }, kill: { await server.stop() })
    }
  }

  private func hosts(_ places: AddressedStack.Places) -> String {
    places.addresses.flatMap { name, addresses in
      addresses.map { "\($0) \(name.filter { $0 != "-" }).weave.local" }
    }.joined(separator: "\n")
  }

  private static let configuration = """
    port=PORT
    listen-address=127.0.0.1
    bind-interfaces
    no-resolv
    no-hosts
    addn-hosts=FOLDER/hosts
    local-ttl=1
    local=/weave.local/
    user=root
    pid-file=

    """
}
