import Chassis
import Synchronization

/// One endpoint after the other, in the order of the list.
struct Rotation: Sendable {
  private let endpoints: [HostPort]
  private var next: Int

  /// `start` is the index of the first endpoint, so that portals started together do not all begin with the same one.
  init(_ endpoints: [HostPort], start: Int) {
    self.endpoints = endpoints
    self.next = start
  }

  mutating func pick(excluding tried: [HostPort]) -> HostPort? {
    for offset in endpoints.indices {
      let index = (next + offset) % endpoints.count
      guard !tried.contains(endpoints[index]) else { continue }
      next = (index + 1) % endpoints.count
      return endpoints[index]
    }
    return nil
  }
}

/// A ``Rotation`` shared by all requests to one service.
final class RoundRobin: EndpointPicker {
  private let rotation: Mutex<Rotation>

  init(_ endpoints: [HostPort], using random: inout some RandomNumberGenerator) {
    let start = endpoints.isEmpty ? 0 : Int.random(in: endpoints.indices, using: &random)
    rotation = Mutex(Rotation(endpoints, start: start))
  }

  func pick(excluding tried: [HostPort]) -> HostPort? {
    rotation.withLock { $0.pick(excluding: tried) }
  }
}
