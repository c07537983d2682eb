import Chassis
import FoundationEssentials
import HTTPClient
import HTTPTypes
import NIOCore
import Synchronization
import Timing

/// One host of a provider: keeps below its limits, leaves it alone when it is down or asked for that, repeats what may do
/// better, and turns every way to fail into a ``ProviderError``.
package final class Upstream: Sendable {
  private struct State {
    var gate: CallGate
    /// What is told while the provider is left alone because it is down.
    var lastFailure: ProviderError?
    /// Of the hosts, the one that answered last.
    var host = 0
    var random: RandomSource
  }

  private let provider: String
  private let hosts: [BaseURL]
  private let policy: UpstreamPolicy
  private let timeout: Duration
  private let outside: Outside
  private let journal: UpstreamJournal
  private let state: Mutex<State>

  /// - Parameters:
  ///   - provider: Its name as in the setting `PROVIDER`.
  ///   - alternate: Another host of the provider that gives the same answers: asked where `base` fails, and from then on
  ///     until it fails itself. Limits and rests hold for both.
  package init(
    _ provider: String, base: BaseURL, alternate: BaseURL? = nil, policy: UpstreamPolicy, outside: Outside
  ) throws {
    self.provider = provider
    hosts = [base] + (alternate.map { [$0] } ?? [])
    self.policy = policy
    self.outside = outside
    timeout = try outside.settings.duration(
      "PROVIDER_TIMEOUT", default: policy.timeout, in: .milliseconds(10) ... .seconds(60))
    journal = UpstreamJournal(provider: provider, logger: outside.logger)
    let gate = CallGate(policy.rate, at: outside.time.now())
    state = Mutex(State(gate: gate, random: outside.random))
  }

  /// All calls that `work` makes, to this host and to others, share the time of one question to the provider.
  package func question<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
    try await QuestionDeadline.$current.withValue(.after(timeout, by: outside.time)) { try await work() }
  }

  /// What `read` makes of the answer: the value, or a ``ProviderError``, which it throws. Any other error it throws counts
  /// as an answer that cannot be understood.
  ///
  /// Throws ``ProviderError``, and `CancellationError` where the task was cancelled.
  package func ask<Value: Sendable>(
    _ request: UpstreamRequest, read: @Sendable (UpstreamReply) throws -> Value
  ) async throws -> Value {
    let deadline = min(Deadline.after(timeout, by: outside.time), QuestionDeadline.current ?? .never)
    var schedule = RetrySchedule()
    var lastFailure: UpstreamFailure?
    var host = state.withLock { $0.host }
    while true {
      do {
        try await waitForTurn(until: deadline)
        let value = try await attempt(
          request, at: hosts[host], within: time(for: schedule.attempts, until: deadline), read)
        state.withLock { state in
          state.gate.succeeded()
          state.host = host
        }
        journal.ended("ok", after: schedule.attempts)
        return value
      } catch let failure as UpstreamFailure {
        if let pause = pause(before: &schedule, after: failure, until: deadline) {
          try await outside.time.sleep(for: pause)
          lastFailure = failure
          if failure.error.code != .throttled { host = (host + 1) % hosts.count }
          continue
        }
        throw ended(failure.error, after: schedule.attempts)
      } catch let noTurn as ProviderError {
        // Where there is no time for another attempt, what the last one met is the reason, not the limit that we keep.
        guard let lastFailure else { throw noTurn }
        throw ended(lastFailure.error, after: schedule.attempts - 1)
      }
    }
  }

  /// Throws ``ProviderError`` at once where the provider is to be left alone for longer than there is time.
  private func waitForTurn(until deadline: Deadline) async throws {
    let now = outside.time.now()
    let (admission, lastFailure) = state.withLock { state in
      (state.gate.admit(at: now, patience: deadline.remaining(at: now)), state.lastFailure)
    }
    switch admission {
    case .go(let wait):
      if wait > .zero { try await outside.time.sleep(for: wait) }
    case .rest(let duration): throw stamped(.throttled(retryAfter: duration))
    case .down: throw stamped(lastFailure ?? .unavailable())
    }
  }

  /// Whatever is left; but where there is another host that was not asked yet, some is left for it.
  private func time(for attempt: Int, until deadline: Deadline) -> Duration {
    let remaining = deadline.remaining(at: outside.time.now())
    return attempt < hosts.count ? remaining * 0.6 : remaining
  }

  private func attempt<Value>(
    _ request: UpstreamRequest, at host: BaseURL, within limit: Duration, _ read: (UpstreamReply) throws -> Value
  ) async throws -> Value {
    guard limit > .zero else { throw UpstreamFailure(.timedOut()) }
    let response: ClientResponse
    do {
      response = try await outside.transport.execute(outgoing(request, to: host, within: limit))
    } catch let error as ClientError {
      if error.code == .cancelled { throw CancellationError() }
      throw UpstreamFailure(error)
    }
    let reply = UpstreamReply(
      status: response.status.code, body: Array(response.body.readableBytesView), receivedAt: outside.now()
    ) { response[$0] }
    do {
      return try read(reply)
    } catch let error as ProviderError {
      throw UpstreamFailure(error, status: reply.status)
    } catch {
      throw UpstreamFailure(.unavailable(cause: error), status: reply.status)
    }
  }

  private func outgoing(_ request: UpstreamRequest, to host: BaseURL, within limit: Duration) -> ClientRequest {
    var fields = request.fields
    if fields[.userAgent] == nil { fields[.userAgent] = policy.userAgent ?? Outside.userAgent }
    if fields[.accept] == nil { fields[.accept] = "application/json" }
    var body: ByteBuffer?
    if let form = request.form {
      body = ByteBuffer(string: PercentEncoding.pairs(form))
      fields[.contentType] = "application/x-www-form-urlencoded"
    }
    return ClientRequest(
      method: body == nil ? .get : .post, url: host.text + request.target, fields: fields, body: body, timeout: limit,
      connectTimeout: min(UpstreamPolicy.connectTimeout, limit), maximumBodyBytes: policy.maximumBodyBytes)
  }

  /// How long to wait before another attempt; nil where there is none.
  private func pause(
    before schedule: inout RetrySchedule, after failure: UpstreamFailure, until deadline: Deadline
  ) -> Duration? {
    let now = outside.time.now()
    let error = failure.error
    if error.code == .throttled {
      // A wait that is asked for is worth it where it is short.
      guard let wait = error.retryAfter else { return nil }
      return schedule.pause(of: wait, until: deadline, at: now) ? wait : nil
    }
    let isOtherHostLeft = schedule.attempts < hosts.count && error.code != .unknown && error.code != .refused
    guard failure.mayRetry || isOtherHostLeft else { return nil }
    return state.withLock { schedule.nextPause(until: deadline, at: now, random: &$0.random) }
  }

  /// What is told to callers, and what follows for the calls to come.
  private func ended(_ failure: ProviderError, after attempts: Int) -> ProviderError {
    var error = stamped(failure)
    let now = outside.time.now()
    state.withLock { state in
      switch error.code {
      // The key or plan may be wrong for this question only.
      case .unknown, .refused: state.gate.succeeded()
      case .throttled:
        let rest = error.retryAfter ?? policy.restAfterThrottling
        state.gate.rest(for: rest, at: now)
        error.retryAfter = rest
      default:
        state.gate.failed(at: now)
        state.lastFailure = error
      }
    }
    journal.ended(error.code.description, after: attempts)
    if error.isAboutProvider { journal.failed(error) }
    return error
  }

  private func stamped(_ error: ProviderError) -> ProviderError {
    var error = error
    error.provider = error.provider ?? provider
    return error
  }
}
