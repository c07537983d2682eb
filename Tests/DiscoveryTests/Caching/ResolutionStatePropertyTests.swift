import DNS
import Testing
import Timing

@testable import Discovery

/// The core under random events.
@Suite struct ResolutionStatePropertyTests {
  @Test(arguments: 0..<50)
  func Whatever_happens_the_rules_of_the_cache_hold(seed: UInt64) {
    var events = Events(seed: seed)
    for _ in 0..<2000 { events.step() }
    #expect(events.broken.isEmpty)
    #expect(events.queries > 20)
  }
}

/// Makes up uses, answers and time, and notes each rule that is broken.
private struct Events {
  private(set) var broken: [String] = []
  private(set) var queries = 0

  private var random: SplitMix64
  private let chance: RandomSource
  private var now = TimeSource.Instant.now
  private var state: ResolutionState
  private var began: TimeSource.Instant?
  private var denials = 0
  private var isUnderWay = false

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    chance = .middle
    state = ResolutionState(policy: CachePolicy(), at: now)
  }

  mutating func step() {
    now = now.advanced(by: pause())
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      if state.refreshEarly(at: now) { begin() }
    case 1 where isUnderWay: answer()
    default:
      if state.use(at: now).isDue { begin() }
    }
    if state.isPublished && state.instances.isEmpty { broken.append("published nobody") }
    if Set(state.instances.map(\.endpoint)).count != state.instances.count { broken.append("an endpoint twice") }
    if state.instances.count > 60 { broken.append("grows without bound") }
  }

  private mutating func pause() -> Duration {
    switch Int.random(in: 0..<20, using: &random) {
    case 0: .seconds(Int.random(in: 1...100, using: &random))
    case 1: .seconds(Int.random(in: 1...5000, using: &random))
    default: .milliseconds(Int.random(in: 0...700, using: &random))
    }
  }

  private mutating func begin() {
    if isUnderWay { broken.append("two queries at once") }
    if let began, now - began < .seconds(1) { broken.append("two queries within a second") }
    isUnderWay = true
    began = now
    queries += 1
  }

  private mutating func answer() {
    isUnderWay = false
    let before = state.instances
    let denied: Bool
    let answer: Result<Resolution, ResolutionFailure>
    switch Int.random(in: 0..<4, using: &random) {
    case 0: (answer, denied) = (.failure(.nobody), true)
    case 1: (answer, denied) = (.failure(.silence), false)
    default: (answer, denied) = (.success(resolution()), false)
    }
    let knownSince = state.history.lastSuccess?.receivedAt
    let isChange = state.take(answer, served: [], at: now, random: chance)
    state.publish(goesOn: false)
    denials = denied ? denials + 1 : (try? answer.get()) == nil ? denials : 0
    if isChange != (Set(before) != Set(state.instances)) { broken.append("change and sets do not agree") }
    let isOld = knownSince.map { now - $0 > .seconds(3600) } ?? true
    if !before.isEmpty, state.instances.isEmpty, denials < 2, !isOld {
      broken.append("dropped to nobody on one answer")
    }
    if (try? answer.get()) != nil, state.instances.isEmpty { broken.append("a good answer was not taken") }
    if let due = state.dueAt, due < now, (try? answer.get()) == nil { broken.append("a failure is due at once") }
  }

  private mutating func resolution() -> Resolution {
    let numbers = Set(
      (0..<Int.random(in: 1...8, using: &random)).map { _ in UInt32.random(in: 1...200, using: &random) })
    return .test(
      Array(numbers), ttl: .seconds(Int.random(in: 0...100, using: &random)), at: now, isPartial: numbers.count == 8)
  }
}
