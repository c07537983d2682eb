import Chassis
import FoundationEssentials
import HTTPClient
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Portal

struct DirectCallerTests {
  private static let a = HostPort(host: "10.0.0.1", port: 4567)
  private static let b = HostPort(host: "::1", port: 80)
  private static let c = HostPort(host: "10.0.0.3", port: 4567)
  private static let request = BackendRequest(target: "/weather/Oslo", fields: [.accept: "a/b"])

  @Test func request_goes_to_the_endpoint_whose_turn_it_is() async throws {
    let transport = ScriptedTransport { .text($0.url) }
    let caller = caller([Self.a, Self.b], transport)
    let urls = try await [answer(caller), answer(caller), answer(caller)]
    #expect(
      urls == [
        "http://10.0.0.1:4567/weather/Oslo", "http://[::1]:80/weather/Oslo", "http://10.0.0.1:4567/weather/Oslo",
      ])
    #expect(transport.requests.allSatisfy { $0.fields == [.accept: "a/b"] && $0.method == .get })
  }

  @Test(arguments: [ClientError.Code.connectFailed, .connectTimeout, .unresolved])
  func connection_that_was_never_made_is_tried_once_on_another_instance(code: ClientError.Code) async throws {
    let transport = ScriptedTransport { request in
      if request.url.contains("10.0.0.1") { throw ClientError(code, "gone") }
      return .text("from b")
    }
    let caller = caller([Self.a, Self.b], transport)
    #expect(try await answer(caller) == "from b")
    #expect(transport.requests.count == 2)
  }

  @Test func there_is_no_third_attempt() async throws {
    let transport = ScriptedTransport { _ in throw ClientError(.connectFailed, "Nobody there.") }
    let failure = await failure(caller([Self.a, Self.b, Self.c], transport))
    #expect(failure?.kind == .broken && transport.requests.count == 2)
    #expect(failure?.message == "The weather service cannot be reached. Nobody there.")
  }

  @Test func the_only_instance_is_not_tried_twice() async throws {
    let transport = ScriptedTransport { _ in throw ClientError(.connectFailed, "gone") }
    let failure = await failure(caller([Self.a], transport))
    #expect(failure?.kind == .broken && transport.requests.count == 1)
  }

  @Test(arguments: [ClientError.Code.connectionLost, .protocolError, .bodyTooLarge, .headTooLarge, .tls, .timeout])
  func request_that_may_have_been_sent_is_not_repeated(code: ClientError.Code) async throws {
    let transport = ScriptedTransport { _ in throw ClientError(code, "broken") }
    let failure = await failure(caller([Self.a, Self.b], transport))
    #expect(failure?.kind == (code == .timeout ? .tooSlow : .broken) && transport.requests.count == 1)
  }

  @Test func answer_of_any_status_is_an_answer() async throws {
    let transport = ScriptedTransport { _ in .text("busy", status: .serviceUnavailable) }
    let caller = caller([Self.a, Self.b], transport)
    #expect(try await caller.call(.weather, Self.request).response.status == .serviceUnavailable)
    #expect(transport.requests.count == 1)
  }

  @Test func second_attempt_has_what_is_left_of_the_deadline() async throws {
    let clock = ManualClock()
    let transport = ScriptedTransport { request in
      clock.advance(by: .milliseconds(700))
      throw ClientError(.connectTimeout, "gone")
    }
    _ = await failure(caller([Self.a, Self.b], transport, clock: clock))
    #expect(transport.requests.map(\.timeout) == [.seconds(2), .milliseconds(1300)])
    #expect(transport.requests.allSatisfy { $0.connectTimeout == .milliseconds(500) })
  }

  @Test func there_is_no_second_attempt_after_the_deadline() async throws {
    let clock = ManualClock()
    let transport = ScriptedTransport { request in
      clock.advance(by: .seconds(2))
      throw ClientError(.connectTimeout, "No connection.")
    }
    let failure = await failure(caller([Self.a, Self.b], transport, clock: clock))
    #expect(failure?.kind == .tooSlow && transport.requests.count == 1)
  }

  @Test func service_without_an_instance_is_unavailable() async throws {
    let transport = ScriptedTransport { _ in .text("never") }
    let failure = await failure(caller([], transport))
    #expect(failure?.kind == .unavailable && transport.requests.isEmpty)
    #expect(failure?.message == "No instance of the weather service is available.")
  }

  @Test func client_that_left_is_a_cancellation_and_no_failure_of_the_instance() async throws {
    let caller = caller([Self.a, Self.b], ScriptedTransport { _ in throw ClientError(.cancelled, "left") })
    await #expect(throws: CancellationError.self) { try await caller.call(.weather, Self.request) }
    #expect(caller.report().services[1].endpoints.map(\.failures) == [0, 0])
  }

  @Test func report_counts_every_attempt() async throws {
    let transport = ScriptedTransport { request in
      if request.url.contains("10.0.0.1") { throw ClientError(.connectFailed, "Nobody at 10.0.0.1.") }
      return .text("from b")
    }
    let caller = caller([Self.a, Self.b], transport)
    for _ in 0..<4 { _ = try await caller.call(.weather, Self.request) }
    let weather = try #require(caller.report().services.first { $0.backend == .weather })
    #expect(weather.endpoints.map(\.endpoint) == [Self.a, Self.b])
    #expect(weather.endpoints[0].failures == weather.endpoints[0].requests && weather.endpoints[0].requests > 0)
    #expect(weather.endpoints[0].lastError == "Nobody at 10.0.0.1.")
    #expect(weather.endpoints[1].requests == 4 && weather.endpoints[1].failures == 0)
    #expect(weather.endpoints[1].lastUsed == Date(timeIntervalSince1970: 1_000))
  }

  private func caller(
    _ endpoints: [HostPort], _ transport: ScriptedTransport, clock: ManualClock = ManualClock()
  ) -> DirectCaller {
    var random = FixedGenerator(value: 1 << 32)
    let service = DirectCaller.Service(
      picker: RoundRobin(endpoints, using: &random), ledger: EndpointLedger(endpoints))
    return DirectCaller(
      strategy: "static", services: [.weather: service],
      limits: DirectCaller.Limits(deadline: .seconds(2), connectTimeout: .milliseconds(500)), transport: transport,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now },
      today: { Date(timeIntervalSince1970: 1_000) })
  }

  private func answer(_ caller: DirectCaller) async throws -> String {
    try await String(buffer: caller.call(.weather, Self.request).response.body)
  }

  private func failure(_ caller: DirectCaller) async -> BackendFailure? {
    do {
      _ = try await caller.call(.weather, Self.request)
      return nil
    } catch {
      return error as? BackendFailure
    }
  }
}

/// A clock that goes on only when told to.
private final class ManualClock: Sendable {
  private let instant = Mutex(ContinuousClock.now)

  var now: ContinuousClock.Instant { instant.withLock { $0 } }

  func advance(by duration: Duration) {
    instant.withLock { $0 = $0.advanced(by: duration) }
  }
}
