package import AWS

/// How the double behaves.
extension AWSDouble {
  package enum RefusalForm: Sendable {
    /// `<ErrorResponse>`, all messages in one, in brackets.
    case errorResponse
    /// The older `<InvalidChangeBatch>` with `Messages`.
    case messages
  }

  package struct Settings: Sendable {
    package var place = Place()
    /// Who must have signed; nil where signatures are not looked at.
    package var credentials: Credentials? = AWSDouble.credentials
    /// What whoever has signed may do; nil for everything.
    package var policy: AccessPolicy?
    /// Requests to Route 53 in a second, whatever they ask for, and as many at once; nil for any number.
    package var route53PerSecond: Int? = 5
    /// How long a zone takes no other change after one: `PriorRequestNotComplete`.
    package var changeWork: Duration = .zero
    /// How long a change is `PENDING`.
    package var propagation: Duration = .seconds(30)
    package var refusalForm = RefusalForm.errorResponse

    package init() {}

    var region: String { place.region }
  }
}
