import DNS
import Discovery
import Timing

/// Choosing an instance and saying how it went.
enum Picks {
  static var all: [Measurement] {
    [2, 10, 100].map { even($0) } + [weighted(10), named(10), retry(10)]
  }

  private static func even(_ count: Int) -> Measurement {
    measurement("pick and finish, \(count) instances", (0..<count).map { instance($0) })
  }

  private static func weighted(_ count: Int) -> Measurement {
    measurement(
      "pick and finish, \(count) instances of unequal weight",
      (0..<count).map { instance($0, weight: UInt16(1 + $0 % 3)) })
  }

  private static func named(_ count: Int) -> Measurement {
    measurement(
      "pick and finish, \(count) instances with SRV targets",
      (0..<count).map { instance($0, id: "0a00000\($0).addr.dc1.consul") })
  }

  private static func retry(_ count: Int) -> Measurement {
    var tried = TriedEndpoints()
    tried.insert(instance(0).endpoint)
    return measurement("pick and finish, \(count) instances, one tried before", (0..<count).map { instance($0) }, tried)
  }

  private static func measurement(
    _ name: String, _ instances: [ServiceInstance], _ tried: TriedEndpoints = TriedEndpoints()
  ) -> Measurement {
    let balancer = Balancer(seed: 1)
    let began = ContinuousClock.now
    var rounds = 0
    balancer.update(instances, at: began)
    let latencies = (0..<256).map { Duration.microseconds(1000 + $0) }
    return Measurement(name: name, target: (50, 0)) { count in
      var now = began.advanced(by: .seconds(rounds))
      rounds += 1
      for turn in 0..<count {
        // Not each time: what is measured is not the making of times.
        if turn % 64 == 0 { now = now.advanced(by: .milliseconds(1)) }
        switch balancer.pick(excluding: tried, at: now) {
        case .lease(let lease): lease.finish(.success, latency: latencies[turn % 256], at: now)
        case .empty: fatalError("no instance")
        case .overloaded: fatalError("overloaded")
        }
      }
    }
  }

  private static func instance(_ number: Int, weight: UInt16 = 1, id: String? = nil) -> ServiceInstance {
    ServiceInstance(
      endpoint: Endpoint(address: .v4(0x0A00_0001 + UInt32(number)), port: 4567), weight: weight, id: id)
  }
}
