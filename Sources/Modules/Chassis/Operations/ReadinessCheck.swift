/// Something a service needs in order to be of use, asked for at each call of `/ready`; so it must be quick.
package struct ReadinessCheck: Sendable {
  /// Why the service is not ready, in words for the operator; nil where it is.
  package typealias Fault = @Sendable () async -> String?

  package var name: String
  package var fault: Fault

  package init(name: String, fault: @escaping Fault) {
    self.name = name
    self.fault = fault
  }
}
