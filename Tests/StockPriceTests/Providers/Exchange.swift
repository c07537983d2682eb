import BackendTesting
import Chassis
import Foundation
import HTTPClient
import Logging
import Synchronization
import Timing
import TimingTesting
import Upstream

@testable import StockPrice

/// A provider as it is made from settings, with the outside world and the time in a test's hands. Its time begins on
/// ``monday``.
struct Exchange: Sendable {
  let time = ManualTime()
  let script: ScriptedUpstream
  let log = CapturedLog()

  /// When the provider was asked, until ``answer(_:)`` is called.
  let moments = Moments()
  private let environment: [String: String]

  /// - Parameter answer: What the provider answers to a request of this URL.
  init(_ environment: [String: String] = [:], _ answer: @escaping @Sendable (String) throws -> ClientResponse) {
    self.environment = environment
    let (time, moments) = (time, moments)
    script = ScriptedUpstream { request in
      moments.add(time.elapsed)
      return try answer(request.url)
    }
  }

  var outside: Outside {
    let (time, start) = (time, monday)
    let log = log
    return Outside(
      settings: Settings(environment: environment), transport: script, time: time.source,
      now: { start.addingTimeInterval(time.elapsed / .seconds(1)) },
      logger: Logger(label: "test", factory: { _ in log }))
  }

  var urls: [String] { script.requests.map(\.url) }

  func answer(_ answer: @escaping @Sendable (String) throws -> ClientResponse) {
    script.answer { try answer($0.url) }
  }

  /// What comes of asking, while the time goes on by itself as far as anybody waits for it.
  func ask(_ provider: some QuoteProvider, _ symbol: String = "AAPL") async -> Result<Sourced<Quote>, any Error> {
    let asking = Task { try await provider.quote(for: try StockSymbol(symbol)) }
    return await time.flowing { await asking.result }
  }

  /// The quote, where nobody has to wait for it: the time stands still. What waits for a newer quote than it has would
  /// else lose its patience at once.
  func quote(_ provider: some QuoteProvider, _ symbol: String = "AAPL") async throws -> Sourced<Quote> {
    try await provider.quote(for: try StockSymbol(symbol))
  }

  /// Why asking failed; nil where it did not.
  func error(_ provider: some QuoteProvider, _ symbol: String = "AAPL") async -> ProviderError? {
    guard case .failure(let error) = await ask(provider, symbol) else { return nil }
    return error as? ProviderError
  }

  /// The old quote that is offered in place of a new one; nil where none is.
  func stale(_ provider: some QuoteProvider, _ symbol: String = "AAPL") async -> Sourced<Quote>? {
    guard case .failure(let error) = await ask(provider, symbol) else { return nil }
    return (error as? StaleAnswer<Sourced<Quote>>)?.answer
  }
}

/// Keeps when something happened.
final class Moments: Sendable {
  private let list = Mutex<[Duration]>([])

  var all: [Duration] { list.withLock { $0 } }

  func add(_ moment: Duration) { list.withLock { $0.append(moment) } }
}

/// Keeps what is logged.
final class CapturedLog: LogHandler, Sendable {
  private let lines = Mutex<[String]>([])

  var text: String { lines.withLock { $0.joined(separator: "\n") } }

  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }

  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }

  subscript(metadataKey _: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    lines.withLock { $0.append("\(event.level) \(event.message) \(event.metadata ?? [:])") }
  }
}
