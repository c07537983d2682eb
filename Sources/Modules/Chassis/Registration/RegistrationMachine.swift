import Timing

/// Decides what the registrar does next, from what the agent answered so far.
///
/// It registers, looks now and then whether the agent still knows the service (one that was restarted does not), and
/// registers again where it does not. An agent that cannot be reached, or refuses, is asked again ever more seldom.
package struct RegistrationMachine: Sendable {
  enum Action: Sendable, Equatable {
    case register
    /// Ask whether the agent knows the service.
    case verify
    /// Tell the agent that the service is well; so it also tells whether it knows it.
    case beat
  }

  package enum Answer: Sendable, Equatable {
    case done
    /// The agent knows no such service.
    case unknown
    case failed(Failure)
  }

  /// `reason` tells apart what is worth another line in the log; `text` may differ from one try to the next.
  package struct Failure: Error, Equatable {
    package var reason: String
    package var text: String

    package init(reason: String, text: String) {
      self.reason = reason
      self.text = text
    }
  }

  /// What is worth a line in the log.
  enum Change: Sendable, Equatable {
    case registered
    /// The agent has forgotten the service.
    case lost
    case failing(Failure)
    /// The agent answers again, and knew the service all the time.
    case recovered
  }

  private(set) var isRegistered = false
  /// Of the last try; nil where that went well.
  private(set) var failure: Failure?

  private let heartbeat: Duration?
  private var failures = 0
  private var doubtsRegistration = false

  /// - Parameter timeToLive: Of a check that the service has to keep alive by itself.
  init(timeToLive: Duration? = nil) {
    // One lost beat does no harm.
    heartbeat = timeToLive.map { $0 / 3 }
  }

  /// What to do next, and how long to wait before.
  func next(random: RandomSource) -> (action: Action, delay: Duration) {
    let action: Action = !isRegistered ? .register : heartbeat == nil || doubtsRegistration ? .verify : .beat
    if !isRegistered, failures == 0 { return (action, .zero) }
    let usual = failures == 0 ? Self.interval : backoff
    // Many services lose their agent at the same moment; they should not all ask it at the same moment.
    return (action, random.jittered(min(usual, heartbeat ?? usual), by: 0.2))
  }

  /// Takes the answer to the action that ``next(random:)`` gave.
  mutating func take(_ answer: Answer, to action: Action) -> Change? {
    switch (action, answer) {
    case (.register, .done):
      succeed()
      isRegistered = true
      return .registered
    case (.verify, .done), (.beat, .done):
      let hadFailed = failure != nil
      succeed()
      return hadFailed ? .recovered : nil
    case (.verify, .unknown), (.beat, .unknown):
      succeed()
      isRegistered = false
      return .lost
    case (.register, .unknown):
      return fail(Failure(reason: "404", text: "the agent does not know how to register a service"))
    case (_, .failed(let failure)):
      // Consul 1.8 answers the heartbeat of a check that it does not know with 500.
      doubtsRegistration = action == .beat
      return fail(failure)
    }
  }

  private var backoff: Duration {
    min(Self.longestBackoff, Self.firstBackoff * (1 << min(failures - 1, 16)))
  }

  private mutating func succeed() {
    failures = 0
    failure = nil
    doubtsRegistration = false
  }

  private mutating func fail(_ failure: Failure) -> Change? {
    let isNews = failure.reason != self.failure?.reason
    failures += 1
    self.failure = failure
    return isNews ? .failing(failure) : nil
  }

  static let interval = Duration.seconds(10)
  static let firstBackoff = Duration.seconds(1)
  static let longestBackoff = Duration.seconds(30)
}
