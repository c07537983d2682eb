/// Documents as the portal and the demo write them.
extension JSON {
  /// The document at `/discovery`: the weather service as given, the other three with two endpoints each.
  static func discovery(
    strategy: String = "consul", switchable: Bool = true, control: Bool = true, weather: JSON = .service("weather")
  ) -> JSON {
    [
      "strategy": .string(strategy), "strategies": ["route53", "consul", "cloudmap", "weave", "static"],
      "switchable": .bool(switchable), "control": .bool(control),
      "services": [.service("stock-price"), weather, .service("goodreads"), .service("twitch")],
    ]
  }

  static func service(
    _ name: String, status: String = "fresh", lastError: JSON = .null, ttlLeft: Double = 40, records: [JSON]? = nil,
    endpoints: [JSON]? = nil
  ) -> JSON {
    let instances = ["\(name)-1", "\(name)-2"]
    let question = "\(name).service.consul."
    return [
      "service": .string(name), "strategy": "consul",
      "question": ["name": .string(question), "type": "SRV", "server": "127.0.0.1:8600", "transport": "udp"],
      "status": .string(status), "age": 0.41,
      "records": .array(records ?? instances.map { .record(question, "1 1 4567 \($0).addr.dc1.consul.", ttlLeft) }),
      "lookup": [
        "queries": 12, "failures": 0, "lastError": lastError, "lastDurationMs": 0.4, "nextRefresh": 0.2,
      ],
      "endpoints": .array(endpoints ?? instances.map { .endpoint($0) }),
      "attempts": ["requests": 100, "retries": 1, "budgetLeft": 12, "hedges": 0],
    ]
  }

  static func record(_ name: String, _ data: String, _ ttlLeft: Double) -> JSON {
    ["name": .string(name), "type": "SRV", "ttl": 60, "ttlLeft": .number(ttlLeft), "data": .string(data)]
  }

  static func endpoint(
    _ instance: String, state: String = "available", failures: Double = 0, lastError: JSON = .null
  ) -> JSON {
    [
      "address": .string(address(of: instance)), "id": .string("\(instance).addr.dc1.consul."), "priority": 1,
      "weight": 1, "state": .string(state), "inFlight": 3, "latencyMs": 1.25, "requests": 17,
      "failures": .number(failures), "lastError": lastError, "lastUsed": "2026-11-21T13:00:00.123Z",
      "ejectedFor": state == "ejected" ? 4.2 : .null,
    ]
  }

  /// An instance as the demo tells of it.
  static func instance(
    _ name: String, of service: String, state: String = "running", actions: JSON = ["stop", "kill", "pause", "slow"]
  ) -> JSON {
    [
      "name": .string(name), "service": .string(service), "address": .string(address(of: name)),
      "state": .string(state),
      "pid": 123, "actions": actions,
    ]
  }

  /// An address for each name, the same each time.
  static func address(of instance: String) -> String {
    "127.0.\(instance.utf8.reduce(0) { ($0 &* 7 &+ Int($1)) % 199 }).\(instance.last?.wholeNumberValue ?? 9):4567"
  }
}

extension JSON: ExpressibleByStringInterpolation {}
