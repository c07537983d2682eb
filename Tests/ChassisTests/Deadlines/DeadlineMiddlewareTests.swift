import HTTPServer
import HTTPTypes
import Logging
import NIOCore
import Synchronization
import Testing
import Timing
import TimingTesting

@testable import Chassis

@Suite struct DeadlineMiddlewareTests {
  private let time = ManualTime()
  private let seen = Seen()

  private final class Seen: Sendable {
    let deadlines = Mutex<[Duration?]>([])
    let cancelled = Atomic(0)
  }

  /// `/sleep` sleeps for a minute, `/swallow` too and answers 200 all the same, everything else answers at once.
  private func handler(limit: Duration = .seconds(10)) -> (any RequestHandler, DeadlineWatch) {
    let middleware = DeadlineMiddleware(limit: limit, exempt: ["/health"], time: time.source)
    let inner = ClosureHandler { [time, seen] request in
      seen.deadlines.withLock { $0.append(RequestDeadline.current.map { $0.remaining(at: time.now) }) }
      switch request.path {
      case "/sleep":
        do {
          try await time.source.sleep(for: .seconds(60))
        } catch {
          seen.cancelled.add(1, ordering: .relaxed)
          throw error
        }
      case "/swallow": try? await time.source.sleep(for: .seconds(60))
      case "/fault": throw HTTPError(.badRequest, "wrong")
      default: break
      }
      return .text("ok")
    }
    return (inner.wrapped(by: [middleware]), middleware.watch)
  }

  private static func request(_ path: String, _ fields: [String]) -> Request {
    var all: HTTPFields = [:]
    for value in fields { all.append(HTTPField(name: .expectedTimeout, value: value)) }
    return Request(method: .get, path: path, fields: RequestFields(all))
  }

  /// In a task of its own, as each request has one: what is cancelled is not the test.
  private func ask(
    _ handler: any RequestHandler, _ path: String = "/quick", _ fields: [String] = []
  ) -> Task<Response, any Error> {
    let request = Self.request(path, fields)
    return Task { try await handler.respond(to: request) }
  }

  private func problem(_ task: Task<Response, any Error>) async -> HTTPError? {
    do {
      _ = try await task.value
      return nil
    } catch {
      return error as? HTTPError
    }
  }

  @Test func A_handler_that_takes_too_long_is_cancelled_and_answered_with_504() async throws {
    let (handler, watch) = handler(limit: .seconds(10))
    let task = ask(handler, "/sleep")
    // The handler, and the watch's timer.
    await time.sleepers(atLeast: 2)
    #expect(watch.count == 1)
    time.advance(by: .seconds(10))
    let error = await problem(task)
    #expect(error?.status == .gatewayTimeout)
    #expect(
      error?.detail == "There was no answer within 10s, the longest that this service takes for a request.")
    #expect(seen.cancelled.load(ordering: .relaxed) == 1)
    #expect(watch.count == 0)
  }

  @Test func A_caller_that_waits_for_less_gets_504_when_it_gives_up() async throws {
    let (handler, _) = handler()
    let task = ask(handler, "/sleep", ["250"])
    await time.sleepers(atLeast: 2)
    #expect(time.nextWake == .milliseconds(250))
    time.advance(by: .milliseconds(250))
    #expect(await problem(task)?.detail == "There was no answer within the 250ms that the caller waits.")
  }

  @Test func A_caller_cannot_have_more_than_the_service_s_own_limit() async throws {
    let (handler, _) = handler(limit: .seconds(10))
    #expect(try await ask(handler, "/quick", ["60000"]).value.status == .ok)
    #expect(seen.deadlines.withLock(\.self) == [.seconds(10)])
  }

  @Test func A_deadline_that_has_passed_is_504_without_a_call() async {
    let (handler, watch) = handler()
    for value in ["0", "000"] {
      let error = await problem(ask(handler, "/quick", [value]))
      #expect(error?.status == .gatewayTimeout)
      #expect(error?.detail == "The caller's deadline had passed when the request arrived.")
    }
    #expect(seen.deadlines.withLock(\.self) == [])
    #expect(watch.count == 0)
  }

  @Test(arguments: [
    [""], ["-1"], ["+1"], ["1.5"], ["1e3"], ["0x10"], ["1 2"], ["1s"], ["٣"], ["100000000"],
    ["99999999999999999999999999"], ["1", "2"], ["1", "1"], ["0", "5"],
  ])
  func A_deadline_that_is_no_number_of_milliseconds_is_passed_over(fields: [String]) async throws {
    let (handler, _) = handler(limit: .seconds(10))
    #expect(try await ask(handler, "/quick", fields).value.status == .ok)
    #expect(seen.deadlines.withLock(\.self) == [.seconds(10)])
  }

  @Test func What_is_called_below_sees_the_deadline_and_nobody_outside_does() async throws {
    let (handler, _) = handler()
    let (deadline, outside) = try await Task { [handler] in
      _ = try await handler.respond(to: Self.request("/quick", ["1500"]))
      return (seen.deadlines.withLock(\.last), RequestDeadline.current)
    }.value
    #expect(deadline == .milliseconds(1500))
    #expect(outside == nil)
  }

  @Test func A_handler_that_answers_in_time_is_not_cancelled_later() async throws {
    let (handler, watch) = handler(limit: .seconds(10))
    let wasCancelled = try await Task { [handler] in
      _ = try await handler.respond(to: Self.request("/quick", []))
      await time.sleepers(atLeast: 1)
      time.advance(by: .seconds(20))
      // The timer has gone off and found nothing, which it shows by what it sets for the next request.
      _ = try await handler.respond(to: Self.request("/quick", ["5"]))
      return Task.isCancelled
    }.value
    #expect(!wasCancelled)
    #expect(watch.count == 0)
  }

  @Test func An_answer_made_after_the_deadline_is_504_all_the_same() async {
    let (handler, _) = handler()
    let task = ask(handler, "/swallow", ["100"])
    await time.sleepers(atLeast: 2)
    time.advance(by: .milliseconds(100))
    #expect(await problem(task)?.status == .gatewayTimeout)
  }

  @Test func A_client_that_leaves_is_no_deadline() async {
    let (handler, watch) = handler()
    let task = ask(handler, "/sleep")
    await time.sleepers(atLeast: 2)
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(watch.count == 0)
  }

  @Test func What_a_handler_throws_goes_through() async {
    let (handler, watch) = handler()
    #expect(await problem(ask(handler, "/fault"))?.status == .badRequest)
    #expect(watch.count == 0)
  }

  @Test func Operations_routes_answer_whatever_a_caller_says() async throws {
    let (handler, watch) = handler()
    #expect(try await ask(handler, "/health", ["0"]).value.status == .ok)
    #expect(seen.deadlines.withLock(\.self) == [nil])
    #expect(watch.count == 0)
    #expect(OperationsRoutes.paths == ["/health", "/ready", "/metrics", "/info", "/openapi.json"])
  }

  @Test func Of_many_each_is_cancelled_at_its_own_time() async throws {
    let (handler, watch) = handler()
    let tasks = [300, 100, 200].map { ask(handler, "/sleep", ["\($0)"]) }
    // Three handlers and at least one timer, for the earliest.
    await time.sleepers(atLeast: 4)
    while watch.count < 3 { await Task.yield() }
    for (index, left) in [(1, 2), (2, 1), (0, 0)] {
      time.advance(by: .milliseconds(100))
      #expect(await problem(tasks[index])?.status == .gatewayTimeout)
      #expect(watch.count == left)
      if left > 0 { while time.nextWake ?? .seconds(60) > .seconds(1) { await Task.yield() } }
    }
  }
}
