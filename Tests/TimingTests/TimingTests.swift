import Testing
import Timing
import TimingTesting

@Suite struct TimingTests {
  @Test func A_deadline_is_never_negative() {
    let now = TimeSource.Instant.now
    let deadline = Deadline(now)
    #expect(deadline.remaining(at: now.advanced(by: .seconds(1))) == .zero)
    #expect(deadline.remaining(at: now.advanced(by: .seconds(-1))) == .seconds(1))
    #expect(deadline.hasPassed(at: now))
    #expect(!deadline.hasPassed(at: now.advanced(by: .seconds(-1))))
  }

  @Test func A_cap_only_makes_a_deadline_earlier() {
    let now = TimeSource.Instant.now
    let deadline = Deadline(now.advanced(by: .seconds(2)))
    #expect(deadline.capped(to: .seconds(1), at: now) == Deadline(now.advanced(by: .seconds(1))))
    #expect(deadline.capped(to: .seconds(3), at: now) == deadline)
  }

  @Test func Jitter_stays_within_its_fraction_and_varies() {
    let durations = (0..<1000).map { _ in RandomSource.system.jittered(.seconds(10), by: 0.1) }
    #expect(durations.allSatisfy { $0 >= .seconds(9) && $0 <= .seconds(11) })
    #expect(Set(durations).count > 900)
  }

  /// The first numbers that the authors' own code gives for this seed.
  @Test func SplitMix64_gives_the_published_sequence() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test func Manual_time_wakes_a_sleeper_when_its_time_has_come() async throws {
    let time = ManualTime()
    let sleeper = Task { try await time.source.sleep(for: .seconds(5)) }
    await time.advanceToNextWake()
    try await sleeper.value
    #expect(time.elapsed == .seconds(5))
  }

  @Test func A_cancelled_sleeper_wakes_with_an_error() async {
    let time = ManualTime()
    let sleeper = Task { try await time.source.sleep(for: .seconds(5)) }
    await time.sleepers(atLeast: 1)
    sleeper.cancel()
    await #expect(throws: CancellationError.self) { try await sleeper.value }
    #expect(time.sleeperCount == 0)
  }
}
