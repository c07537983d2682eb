package import Discovery
package import HTTPClient

/// The complete answer of an instance, whatever its status, and how it came about.
package struct ServiceAnswer: Sendable {
  package var response: ClientResponse
  package var instance: ServiceInstance
  /// The one that answered included; hedges are among them.
  package var attempts: Int
  package var timings: CallTimings

  package init(response: ClientResponse, instance: ServiceInstance, attempts: Int, timings: CallTimings) {
    self.response = response
    self.instance = instance
    self.attempts = attempts
    self.timings = timings
  }
}

/// Where the time of one call went, all attempts and the pauses between them included.
package struct CallTimings: Sendable, Equatable {
  /// Waiting for the instances of the service to be known.
  package var lookup: Duration
  /// Making connections, also those that were never made.
  package var connect: Duration
  package var total: Duration

  package init(lookup: Duration = .zero, connect: Duration = .zero, total: Duration = .zero) {
    self.lookup = lookup
    self.connect = connect
    self.total = total
  }

  /// The rest: the work of instances, and the way of requests and answers.
  package var backend: Duration { max(.zero, total - lookup - connect) }
}
