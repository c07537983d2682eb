import Chassis
import CoreMetrics
import Logging

/// What calls to a provider leave in the log and in the metrics. Neither holds a URL or anything that was sent.
struct UpstreamJournal: Sendable {
  let provider: String
  let logger: Logger

  func ended(_ outcome: String, after attempts: Int) {
    Counter(label: "upstream.questions", dimensions: [("outcome", outcome), ("provider", provider)]).increment()
    guard attempts > 1 else { return }
    Counter(label: "upstream.retries", dimensions: [("provider", provider)]).increment(by: attempts - 1)
  }

  func failed(_ error: ProviderError) {
    logger.warning(
      "provider failed",
      metadata: [
        "provider": .string(provider), "code": .string(error.code.description), "reason": .string(error.explanation),
        "cause": .string(error.cause.map { "\($0)" } ?? ""),
      ])
  }
}
