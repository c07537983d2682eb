import Chassis
import Testing
import Timing

@testable import Registrator

/// After whatever happened, one full round makes the catalogue say what runs, and leaves alone what is not ours.
@Suite struct ReconcilerPropertyTests {
  private struct History {
    var world = World()
    var random: SplitMix64
    var foreign: [String: Catalogue.Entry] = [:]
    /// Events that come late, or never.
    var delayed: [(id: String, kind: EngineEvent.Kind)] = []
    var log: [String] = []

    init(seed: UInt64) {
      random = SplitMix64(seed: seed)
    }

    mutating func announce(_ id: String, _ kind: EngineEvent.Kind) {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: break
      case 1: delayed.append((id, kind))
      case 2:
        world.event(id, kind)
        world.event(id, kind)
      default: world.event(id, kind)
      }
    }

    mutating func step() {
      let number = Int.random(in: 1...4, using: &random)
      let id = "c\(number)"
      switch Int.random(in: 0..<14, using: &random) {
      case 0...2:
        let variables = [
          [:], ["SERVICE_NAME": "web"], ["SERVICE_80_NAME": "a", "SERVICE_81_NAME": "b", "SERVICE_80_CHECK_TCP": "1"],
          ["SERVICE_NAME": "web", "SERVICE_ID": "own-\(number)"], ["SERVICE_NAME": "web", "SERVICE_IGNORE": "1"],
        ].randomElement(using: &random)
        let port = Int.random(in: 30_000...30_003, using: &random)
        let container = Container.running(
          id, name: "n\(number)", variables ?? [:], published: ["80/tcp": port, "81/tcp": port + 10],
          startedAt: "\(random.next())")
        world.run(container, announced: false)
        announce(id, .started)
      case 3...4:
        world.end(id, code: Int.random(in: 0...1, using: &random), announced: false)
        announce(id, .ended(world.containers[id]?.exitCode))
      case 5:
        world.containers[id] = nil
        announce(id, .ended(nil))
      case 6: announce(id, .signalled(.terminate))
      case 7:
        if let index = delayed.indices.randomElement(using: &random) {
          let (id, kind) = delayed.remove(at: index)
          world.event(id, kind)
        }
      case 8:
        world.catalogue.entries = foreign
        log.append("Consul forgot")
      case 9: world.isConsulAway.toggle()
      case 10: world.isEngineAway.toggle()
      case 11: world.reconciler.takeStreamOpened()
      case 12:
        let name = "foreign-\(number)"
        foreign[name] = foreign[name] == nil ? .foreign : nil
        world.catalogue.entries[name] = foreign[name]
      default:
        if let key = world.catalogue.entries.keys.filter({ foreign[$0] == nil }).sorted().randomElement(using: &random)
        {
          world.catalogue.entries[key]?.tags.append("changed")
        }
      }
      // Some of what is to be done is done before the next thing happens.
      for _ in 0..<Int.random(in: 0...4, using: &random) {
        guard case .perform(let action) = world.reconciler.next(at: world.now) else { break }
        world.perform(action)
      }
      if Bool.random(using: &random) { world.now = world.now.advanced(by: .milliseconds(700)) }
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func After_any_history_a_round_makes_the_catalogue_true(seed: UInt64) {
    var history = History(seed: seed)
    history.foreign = ["host:else:80": .foreign, "elsewhere": .marked(host: "other", container: "c1")]
    history.world.catalogue.entries = history.foreign
    history.world.catalogue.entries["host:ghost:80"] = .marked(container: "c9")
    for _ in 0..<60 { history.step() }
    history.world.isConsulAway = false
    history.world.isEngineAway = false
    // Whoever was asked to stop and stayed is taken to stay, and whoever was away is asked again.
    history.world.pass(Reconciler.longestLeave)
    history.world.pass(.seconds(60))
    let expected = history.world.expected.merging(history.foreign) { own, _ in own }
    #expect(history.world.catalogue.entries == expected)
    history.world.actions = []
    history.world.pass(.seconds(60))
    #expect(!history.world.actions.contains { $0.hasPrefix("register") || $0.hasPrefix("deregister") })
  }
}
