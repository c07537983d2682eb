import NIOCore

/// How long one connection may take for what it does now.
///
/// Deadlines, not idle timers: a timer that each byte sets back is never reached by a client that sends one byte now and
/// then. A head has to be complete at a fixed instant after its first byte, and a body has to keep a rate. Nothing here
/// knows a timer or reads a clock; instants come in, the next deadline and the verdict come out. Telling it of a request
/// costs a few stores, since one timer per connection looks here when it fires and is set anew only then.
struct ConnectionDeadlines {
  enum Verdict: Equatable {
    /// Nothing is late.
    case onTime
    /// A head was begun and not completed: 408, then close.
    case refuseHead
    /// The client sends its body too slowly: the handler's read fails with 408, and the connection closes.
    case failBody
    /// Nobody waits for anything: close without a word.
    case close
    /// The client takes no more of what is sent to it: close, whatever is unsent.
    case cut
  }

  private enum Phase: Equatable {
    /// Before the first byte of the first request.
    case accepted(by: NIODeadline)
    case head(by: NIODeadline)
    /// Between two requests.
    case idle(by: NIODeadline)
    /// The handler waits for bytes of the body, or an unread body is gone past.
    case body(since: NIODeadline)
    /// A handler is at work, or the last bytes are on their way out. What that takes is not the client's fault.
    case busy
    case lingering(by: NIODeadline)
  }

  private let times: DeadlineTimes
  private let acceptedAt: NIODeadline
  private var phase: Phase
  private var body: BodyPace
  private var output = OutputWatch()
  /// When the connection last did anything but wait for a request.
  private var lastActive: NIODeadline
  private var isDraining = false

  init(times: DeadlineTimes, acceptedAt: NIODeadline) {
    self.times = times
    self.acceptedAt = acceptedAt
    lastActive = acceptedAt
    phase = .accepted(by: acceptedAt + times.head)
    body = BodyPace(times)
  }

  // MARK: What happens

  /// The next request is waited for; `begun` once a byte of its head is here. The first request's head counts from the
  /// accept, a later one's from its first byte.
  mutating func awaitHead(begun: Bool, now: NIODeadline) {
    switch (phase, begun) {
    case (.accepted(let deadline), true): phase = .head(by: deadline)
    case (.accepted, false), (.head, _), (.idle, false), (.lingering, _): break
    case (_, true): phase = .head(by: now + times.head)
    case (_, false):
      lastActive = now
      phase = .idle(by: now + (isDraining ? times.drainGrace : times.idle))
    }
  }

  /// A request's head is complete; `buffered` bytes of its body are here already. False where the connection is so old
  /// that this request should be its last.
  mutating func beginRequest(buffered: Int, now: NIODeadline) -> Bool {
    phase = .busy
    body = BodyPace(times)
    body.receive(buffered, waitedSince: nil, now: now)
    return now - acceptedAt < times.age
  }

  mutating func receive(_ count: Int, now: NIODeadline) {
    if case .body(let since) = phase {
      body.receive(count, waitedSince: since, now: now)
    } else {
      body.receive(count, waitedSince: nil, now: now)
    }
  }

  /// Bytes of the body are waited for.
  mutating func awaitBody(now: NIODeadline) {
    if case .body = phase { return }
    phase = .body(since: now)
  }

  /// The body gave what was waited for. Time that passes from here on is the handler's.
  mutating func resumeHandler(now: NIODeadline) {
    guard case .body(let since) = phase else { return }
    body.waited = body.waited + (now - since)
    phase = .busy
  }

  /// `count` bytes were given to the socket.
  mutating func write(_ count: Int, now: @autoclosure () -> NIODeadline) {
    output.add(count, interval: times.writeLook, now: now)
  }

  /// Everything is said; what is unsent is on its way.
  mutating func finish() {
    phase = .busy
  }

  /// Our half is closed, and the client's is read for a moment.
  mutating func linger(now: NIODeadline) {
    phase = .lingering(by: now + times.linger)
  }

  /// The server stops. True where nobody used the connection of late, so that it can end now. One that was used a moment
  /// ago may have its next request on the way: it is answered if it comes within the grace.
  mutating func drain(now: NIODeadline) -> Bool {
    guard !isDraining else { return false }
    isDraining = true
    switch phase {
    case .accepted, .idle:
      guard now - lastActive < times.drainGrace else { return true }
      phase = .idle(by: now + times.drainGrace)
    case .head, .body, .busy, .lingering: break
    }
    return false
  }

  // MARK: What is due

  /// When ``check(now:unsent:)`` has to be asked next; nil where nothing runs.
  var next: NIODeadline? {
    let due: NIODeadline? =
      switch phase {
      case .accepted(let deadline), .head(let deadline), .idle(let deadline), .lingering(let deadline): deadline
      case .body(let since): body.deadline(waitedSince: since)
      case .busy: nil
      }
    guard let look = output.nextLook else { return due }
    return due.map { min($0, look) } ?? look
  }

  /// What is due at `now`. `unsent` is asked for the bytes that the socket has not taken, and only where it matters.
  mutating func check(now: NIODeadline, unsent: () -> Int) -> Verdict {
    if let look = output.nextLook, look <= now,
      output.isStalled(unsent: unsent(), times: times, now: now)
    {
      return .cut
    }
    switch phase {
    case .accepted(let deadline), .idle(let deadline): return deadline <= now ? .close : .onTime
    case .head(let deadline): return deadline <= now ? .refuseHead : .onTime
    case .body(let since): return body.deadline(waitedSince: since) <= now ? .failBody : .onTime
    case .lingering(let deadline): return deadline <= now ? .cut : .onTime
    case .busy: return .onTime
    }
  }
}
