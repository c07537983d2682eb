import Chassis
import HTTPClient
import HTTPTypes

/// Keeps one instance running until its task is cancelled; then stops it and returns once it has ended.
struct Supervisor: Sendable {
  enum Event: Sendable {
    case healthy(Instance, after: Duration)
    /// Not healthy in time after it was started.
    case unhealthy(Instance)
    /// It ended although nobody had asked it to.
    case ended(Instance, ProcessEnd, RestartPolicy.Decision)
    case cannotStart(Instance, DemoError)
  }

  /// How long an instance may take from its start until its first good answer.
  static let healthDeadline = Duration.seconds(20)
  /// How long an instance may take to stop before it is killed.
  static let stopGrace = Duration.seconds(6)

  let instance: Instance
  let program: String
  let client: Client
  let deliver: @Sendable (LogLine) -> Void
  let report: @Sendable (Event) -> Void

  func run() async {
    var policy = RestartPolicy()
    let clock = ContinuousClock()
    while !Task.isCancelled {
      let started = clock.now
      let status: ProcessEnd
      do {
        status = try await runOnce()
      } catch {
        report(.cannotStart(instance, error))
        return
      }
      if Task.isCancelled { return }
      let decision = policy.ended(after: clock.now - started)
      report(.ended(instance, status, decision))
      guard case .restart(let delay) = decision else { return }
      try? await Task.sleep(for: delay)
    }
  }

  private func runOnce() async throws(DemoError) -> ProcessEnd {
    let child = try ChildProcess(program, environment: instance.environment, deliver: deliver)
    let watch = Task { await watchHealth() }
    defer { watch.cancel() }
    return await withTaskCancellationHandler {
      await child.exitStatus
    } onCancel: {
      watch.cancel()
      child.stop(grace: Self.stopGrace)
    }
  }

  private func watchHealth() async {
    let clock = ContinuousClock()
    let started = clock.now
    let request = ClientRequest(url: instance.url + "/health", timeout: .seconds(2), connectTimeout: .seconds(1))
    while clock.now - started < Self.healthDeadline {
      if let response = try? await client.execute(request), response.status == .ok {
        return report(.healthy(instance, after: clock.now - started))
      }
      guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { return }
    }
    report(.unhealthy(instance))
  }
}
