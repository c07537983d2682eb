import DNS
import Logging
import Synchronization
import Timing
import TimingTesting

@testable import Discovery

/// A cache with a manual time and a scripted resolver, and what came out of it.
final class CacheUnderTest: Sendable {
  let time = ManualTime()
  let resolver = ScriptedResolver()
  let cache: ResolutionCache
  private let record = Record()

  private final class Record: Sendable {
    let sets = Mutex<[Set<UInt32>]>([])
    let serving = Mutex<Set<Endpoint>>([])
    let lines = Mutex<[String]>([])
    let inside = Atomic(0)
    let overlaps = Atomic(0)
  }

  init(_ other: (any ServiceResolver)? = nil, policy: CachePolicy = CachePolicy(), random: RandomSource = .middle) {
    let record = record
    var logger = Logger(label: "test", factory: { _ in LineLog { line in record.lines.withLock { $0.append(line) } } })
    logger.logLevel = .trace
    cache = ResolutionCache(
      resolver: other ?? resolver, policy: policy, time: time.source, random: random,
      hasServedRecently: { endpoint in record.serving.withLock { $0.contains(endpoint) } },
      onChange: { instances in
        if record.inside.add(1, ordering: .relaxed).newValue > 1 { record.overlaps.add(1, ordering: .relaxed) }
        record.sets.withLock { $0.append(Set(instances.map(\.number))) }
        record.inside.subtract(1, ordering: .relaxed)
      }, logger: logger)
  }

  /// What `onChange` was called with, by the last byte of the addresses.
  var sets: [Set<UInt32>] { record.sets.withLock { $0 } }
  var lines: [String] { record.lines.withLock { $0 } }
  var overlaps: Int { record.overlaps.load(ordering: .relaxed) }

  func serving(_ numbers: Set<UInt32>) {
    record.serving.withLock { $0 = Set(numbers.map { ServiceInstance.test($0).endpoint }) }
  }

  var report: ResolutionReport { cache.report(at: time.now) }

  func touch() -> Bool { cache.touch(at: time.now) }

  var soon: Deadline { Deadline(time.now.advanced(by: .seconds(10))) }

  /// Lets what has begun come to its end: until `isDone`, which must be so sooner or later.
  func settle(_ isDone: () -> Bool) async {
    while !isDone() { await Task.yield() }
  }

  /// The cache with `numbers` known.
  func know(_ numbers: [UInt32], ttl: Duration = .seconds(60), isPartial: Bool = false) async throws {
    async let waiting: Void = cache.wait(deadline: soon)
    await resolver.queries(atLeast: resolver.queries + 1)
    resolver.answer(.success(.test(numbers, ttl: ttl, at: time.now, isPartial: isPartial)))
    try await waiting
  }

  /// Moves the time on, uses the cache, which must begin a query, and answers that.
  func refresh(after duration: Duration, _ answer: ScriptedResolver.Answer) async {
    let queries = resolver.queries
    time.advance(by: duration)
    _ = touch()
    await resolver.queries(atLeast: queries + 1)
    resolver.answer(answer)
    await settle { report.nextRefresh != nil }
  }

  /// An answer that comes now.
  func found(_ numbers: [UInt32], ttl: Duration = .seconds(60), isPartial: Bool = false) -> ScriptedResolver.Answer {
    .success(.test(numbers, ttl: ttl, at: time.now, isPartial: isPartial))
  }
}

extension ServiceInstance {
  var number: UInt32 {
    if case .v4(let bits) = endpoint.address { bits & 0xFF } else { 0 }
  }
}

/// Hands each line on.
private struct LineLog: LogHandler {
  let write: @Sendable (String) -> Void
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .trace

  init(_ write: @escaping @Sendable (String) -> Void) {
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    write("\(event.level) \(event.message) \(event.metadata ?? [:])")
  }
}
