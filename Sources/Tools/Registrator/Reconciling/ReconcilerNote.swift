import Chassis

/// What is worth a line in the log, once.
enum ReconcilerNote: Sendable, Equatable {
  case registered(RegistrationPlan)
  case deregistered(String)
  /// A container asks for something that cannot be done.
  case fault(container: String, String)
  /// The id of a service is taken.
  case conflict(String, String)
  /// Consul answered, and did not take the service.
  case refused(String, String)
  case consulFails(String)
  case consulAnswers
  case engineFails(String)
}
