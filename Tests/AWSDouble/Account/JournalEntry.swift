/// A request that came, and what became of it.
package struct JournalEntry: Sendable, Hashable, CustomStringConvertible {
  package enum Outcome: Sendable, Hashable {
    case succeeded
    /// With this error code, and these words.
    case refused(code: String, message: String)
    /// By a failure that was ordered. `done` says whether what was asked for was done.
    case failed(InjectedFailure, done: Bool)
  }

  package var operation: String
  /// Since the double began.
  package var time: Duration
  /// What was asked for, as the service read it: `cluster`, `services`, `zone`, `name` and so on, lists with commas.
  package var parameters: [String: String]
  /// Of ChangeResourceRecordSets: `UPSERT CNAME weather.ecs.internal. 60 lb.example.com`, as it was sent.
  package var changes: [String]
  package var outcome: Outcome

  /// Whether what was asked for was done, even if whoever asked was not told.
  package var isDone: Bool {
    switch outcome {
    case .succeeded: true
    case .refused: false
    case .failed(_, let done): done
    }
  }

  package var description: String {
    let parameters = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([operation] + parameters + changes + ["-> \(outcome)"]).joined(separator: " ")
  }
}
