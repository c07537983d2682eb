import Discovery
import HTTPClient
import Timing

/// One attempt that was made.
struct Attempt: Sendable {
  var instance: ServiceInstance
  var result: Result<ClientResponse, ClientError>
  var took: Duration

  var end: AttemptEnd {
    switch result {
    case .success(let response): AttemptEnd(response)
    case .failure(let error): AttemptEnd(error)
    }
  }
}

/// What has become of a call so far.
struct CallProgress {
  let began: TimeSource.Instant
  var timings = CallTimings()
  private(set) var attempts = 0
  private(set) var last: Attempt?
  private(set) var tried = TriedEndpoints()

  init(began: TimeSource.Instant) {
    self.began = began
  }

  mutating func note(_ attempt: Attempt) {
    attempts += 1
    tried.insert(attempt.instance.endpoint)
    last = attempt
    switch attempt.result {
    case .success(let response):
      timings.lookup += response.timings.lookup
      timings.connect += response.timings.connect
    case .failure(let error):
      if error.nothingWasSent { timings.connect += attempt.took }
    }
  }

  /// Every endpoint may be tried again.
  mutating func forgetTried() {
    tried = TriedEndpoints()
  }

  /// What the last attempt came to; nil where none was made.
  func outcome(of service: String, at now: TimeSource.Instant) throws(ServiceCallError) -> ServiceAnswer? {
    guard let last else { return nil }
    switch last.result {
    case .success(let response):
      var timings = timings
      timings.total = now - began
      return ServiceAnswer(response: response, instance: last.instance, attempts: attempts, timings: timings)
    case .failure(let error):
      throw ServiceCallError(error, of: service, attempts: attempts)
    }
  }
}
