import AWSDouble
import Testing
import Timing

@testable import Registrar

/// Events of which chance has changed some bytes: each is read or refused, and never becomes a withdrawal, nor a service that
/// ECS could not have.
@Suite struct EventMutationTests {
  private static let events: [[UInt8]] = {
    let events = EventFixtures()
    return [
      events.called(.createService, service: "weather", cluster: "main"),
      events.called(.deleteService, service: "weather", cluster: "main", as: .arn),
      events.refused(.updateService, service: "weather", cluster: "main"),
      events.deployment(service: "weather", cluster: "main"), events.action(service: "weather", cluster: "main"),
      events.schedule(), Array(#"{"reconcile":true,"dryRun":false}"#.utf8),
    ]
  }()

  @Test(arguments: 0..<8)
  func Any_bytes_are_read_or_refused(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      var bytes = Self.events[Int.random(in: 0..<Self.events.count, using: &random)]
      for _ in 0...Int.random(in: 0..<6, using: &random) { mutate(&bytes, &random) }
      guard let event = try? EventReader.read(bytes) else { continue }
      switch event.wish {
      case .withdraw: Issue.record("seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
      case .reconcile(.services(let names)): #expect(names.allSatisfy(ServiceLabel.isServiceName), "seed \(seed)")
      case .reconcile(.all), .nothing: break
      }
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2:
      bytes.insert([0x22, 0x5B, 0x7B, 0x7D, 0x2C, 0x5C, 0x00, 0xFF].randomElement(using: &random) ?? 0, at: place)
    case 3: bytes.removeLast(bytes.count - place)
    default:
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      bytes.insert(contentsOf: bytes[place..<end], at: place)
    }
  }
}
