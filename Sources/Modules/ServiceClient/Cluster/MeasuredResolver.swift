import CoreMetrics
import Discovery
import Timing

/// A resolver whose lookups are measured, as OpenTelemetry's `dns.lookup.duration`.
struct MeasuredResolver: ServiceResolver {
  let resolver: any ServiceResolver
  let time: TimeSource
  let service: String

  /// `resolver` itself where it asks nothing, or waits for changes: then it would be the waiting that was measured.
  static func wrapping(_ resolver: any ServiceResolver, service: String, time: TimeSource) -> any ServiceResolver {
    if resolver.question == nil || resolver is any ServiceWatcher { return resolver }
    return MeasuredResolver(resolver: resolver, time: time, service: service)
  }

  var question: AskedQuestion? { resolver.question }

  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    let name = resolver.question?.name ?? ""
    let began = time.now()
    do throws(ResolutionFailure) {
      let resolution = try await resolver.resolve(deadline: deadline)
      record(time.now() - began, name: name, error: "")
      return resolution
    } catch {
      record(time.now() - began, name: name, error: error.code.description)
      throw error
    }
  }

  private func record(_ duration: Duration, name: String, error: String) {
    let (seconds, attoseconds) = duration.components
    Timer(
      label: "dns.lookup.duration",
      dimensions: [("dns.question.name", name), ("error.type", error), ("service", service)]
    ).recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
