package import Timing

/// Calls services by name: finds their instances, chooses one, and copes with one that is gone.
///
/// All that a call needs to know is here already when it comes: a call to a service that was called before waits neither
/// for the registry nor for another task.
package final class ServiceClient: Sendable {
  private let clusters: [String: Cluster]

  /// Of two clusters for the same service the last one counts.
  package init(_ clusters: [Cluster]) {
    self.clusters = Dictionary(clusters.map { ($0.service, $0) }) { $1 }
  }

  /// The answer of an instance, whatever its status. One deadline bounds all of it: the service's own, or `deadline` where
  /// that is earlier.
  package func call(
    _ request: ServiceRequest, on service: String, deadline: Deadline? = nil
  ) async throws(ServiceCallError) -> ServiceAnswer {
    guard let cluster = clusters[service] else {
      throw ServiceCallError(.noSuchService, "There is no service called \(service) here.")
    }
    return try await cluster.call(request, deadline: deadline)
  }

  /// Nil for a service that is not among this client's.
  package func cluster(of service: String) -> Cluster? {
    clusters[service]
  }

  /// Ends the background work of all services at once. Calls in flight go on.
  package func stop() {
    for cluster in clusters.values { cluster.stop() }
  }

  /// Ends the background work of each service once its calls have ended.
  package func drain() async {
    await withDiscardingTaskGroup { group in
      for cluster in clusters.values {
        group.addTask { await cluster.drain() }
      }
    }
  }
}
