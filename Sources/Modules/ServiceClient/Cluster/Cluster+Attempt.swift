import Discovery
import HTTPClient
import HTTPTypes
import Timing

/// One attempt of a call.
extension Cluster {
  /// Sends `request` to the leased instance, and tells the balancer what that showed of it.
  func attempt(
    _ request: ServiceRequest, number: Int, plan: AttemptPlan, lease: consuming Lease, at began: TimeSource.Instant
  ) async -> Attempt {
    let instance = lease.instance
    let result = await execute(outgoing(request, to: instance.endpoint, number: number, plan: plan))
    let ended = time.now()
    let took = ended - began
    attempts.ended(result, after: took)
    switch result {
    case .success(let response):
      let outcome = Outcome(response)
      let firstByte = response.timings.firstByte
      lease.finish(
        outcome, latency: firstByte > .zero ? firstByte : took, at: ended,
        error: outcome == .success ? nil : "It answered \(response.status.code).")
      if outcome == .success { ledger.answered(in: took, at: ended) } else { prober.schedule() }
    case .failure(let error):
      let outcome = Outcome(error, isPatient: plan.isPatient)
      lease.finish(outcome, latency: took, at: ended, error: outcome == .cancelled ? nil : error.message)
      if outcome != .cancelled { prober.schedule() }
      // The registry may know better by now.
      if outcome == .connectFailure { cache.refreshEarly(at: ended) }
    }
    return Attempt(instance: instance, result: result, took: took)
  }

  private func execute(_ request: ClientRequest) async -> Result<ClientResponse, ClientError> {
    do {
      return .success(try await transport.execute(request))
    } catch let error as ClientError {
      return .failure(error)
    } catch is CancellationError {
      return .failure(ClientError(.cancelled, "The request was cancelled."))
    } catch {
      return .failure(ClientError(.internal, "The request could not be made.", cause: error))
    }
  }

  private func outgoing(
    _ request: ServiceRequest, to endpoint: Endpoint, number: Int, plan: AttemptPlan
  ) -> ClientRequest {
    var fields = request.fields
    if let host { fields.put(.hostField, host) }
    fields.put(.expectedTimeout, String(plan.milliseconds))
    let attempt = max(1, request.incomingAttempt) + number - 1
    if attempt > 1 { fields.put(.requestAttempt, String(attempt)) }
    var url = "http://"
    url.reserveCapacity(40 + request.target.utf8.count)
    url += endpoint.description
    url += request.target
    return ClientRequest(
      method: request.method, url: url, fields: fields, body: request.body, timeout: plan.timeout,
      connectTimeout: plan.connectTimeout)
  }
}

extension HTTPFields {
  /// Sets a field that is seldom there already. A subscript would index all fields first, which costs more than to look
  /// through the few that there are.
  fileprivate mutating func put(_ name: HTTPField.Name, _ value: String) {
    if contains(where: { $0.name == name }) {
      self[name] = value
    } else {
      append(HTTPField(name: name, value: value))
    }
  }
}
