import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Registrar

@Suite struct WatchLoopTests {
  private let time = ManualTime()
  private let log = CollectedLog()

  private var loop: WatchLoop { WatchLoop(every: .seconds(60), logger: log.logger, time: time.source) }

  @Test func A_round_that_fails_is_logged_and_tried_again() async {
    let rounds = Mutex(0)
    let task = Task { [loop] in
      await loop.run {
        let round = rounds.withLock { count in
          count += 1
          return count
        }
        if round == 1 { throw RegistrarError(.unreadable, "ECS is away.") }
      }
    }
    await time.advanceToNextWake()
    await time.sleepers(atLeast: 1)
    #expect(rounds.withLock { $0 } == 2)
    #expect(log.entries == ["error failed; trying again code=Unreadable error=Unreadable: ECS is away."])
    task.cancel()
    await task.value
  }

  @Test func Rounds_are_about_as_far_apart_as_they_were_asked_to_be() async {
    var waits: [Double] = []
    for seed in 0..<50 {
      let time = ManualTime()
      let loop = WatchLoop(
        every: .seconds(60), logger: log.logger, time: time.source,
        random: RandomSource { UInt64(seed) << 58 | 0x00FF_FFFF_FFFF_FFFF })
      let task = Task { await loop.run {} }
      await time.sleepers(atLeast: 1)
      waits.append((time.nextWake ?? .zero) / .seconds(1))
      task.cancel()
      await task.value
    }
    #expect(waits.allSatisfy { (54...66).contains($0) })
    #expect(waits.contains { $0 < 57 })
    #expect(waits.contains { $0 > 63 })
  }

  @Test func A_stop_ends_it_while_it_waits_and_while_it_works() async {
    let waiting = Task { [loop] in await loop.run {} }
    await time.sleepers(atLeast: 1)
    waiting.cancel()
    await waiting.value
    let working = Task { [loop] in await loop.run { try await time.source.sleep(for: .seconds(9)) } }
    await time.sleepers(atLeast: 1)
    working.cancel()
    await working.value
    #expect(log.entries.isEmpty)
  }
}
