import Synchronization

/// What a test sees of the requests that came, and what it lets go wrong with those that will.
extension AWSDouble {
  /// All requests that came, in order.
  package var journal: [JournalEntry] { state.withLock(\.journal) }

  /// Those that changed a zone, whether or not whoever asked was told so.
  package var changes: [JournalEntry] {
    journal.filter { $0.operation == "ChangeResourceRecordSets" && $0.isDone }
  }

  /// The journal begins anew; how many requests came in this second is not forgotten.
  package func clearJournal() {
    state.withLock { $0.journal = [] }
  }

  /// Lets the next `times` requests fail, after `skips` that do not.
  ///
  /// - Parameter operation: As in the journal (`ChangeResourceRecordSets`, `elbv2:DescribeTargetGroups`); nil for any.
  package func fail(
    _ failure: InjectedFailure, on operation: String? = nil, after skips: Int = 0, times: Int = 1
  ) {
    state.withLock { $0.failures.add(failure, on: operation, after: skips, times: times) }
  }

  /// Lets requests fail by chance, the same ones for the same seed.
  ///
  /// - Parameter most: Of failures in all: beyond it everything works.
  package func failRandomly(
    _ failures: [InjectedFailure], probability: Double, on operations: Set<String>? = nil, seed: UInt64,
    most: Int = .max
  ) {
    state.withLock {
      $0.failures.add(failures, probability: probability, on: operations, seed: seed, most: most)
    }
  }

  /// From here on nothing fails.
  package func clearFailures() {
    state.withLock { $0.failures.clear() }
  }

  /// Runs `act` once, when the next request for `operation` has come and before it is looked at: what others do between
  /// two calls of one program.
  package func before(_ operation: String, _ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.interludes.append((operation, act)) }
  }
}
