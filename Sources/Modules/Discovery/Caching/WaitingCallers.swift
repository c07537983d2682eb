/// Those who wait for the first answer, each until it comes or until they have had enough.
struct WaitingCallers: Sendable {
  typealias Continuation = CheckedContinuation<Result<Void, ResolutionFailure>, Never>

  struct Caller: Sendable {
    fileprivate var continuation: Continuation
    fileprivate var timer: Task<Void, Never>?

    func resume(_ result: Result<Void, ResolutionFailure>) {
      timer?.cancel()
      continuation.resume(returning: result)
    }
  }

  private var callers: [Int: Caller] = [:]
  private var lastID = 0

  mutating func newID() -> Int {
    lastID += 1
    return lastID
  }

  mutating func add(_ id: Int, _ continuation: Continuation) {
    callers[id] = Caller(continuation: continuation)
  }

  /// False where the caller has gone on already.
  mutating func keep(_ timer: Task<Void, Never>, for id: Int) -> Bool {
    guard callers[id] != nil else { return false }
    callers[id]?.timer = timer
    return true
  }

  mutating func remove(_ id: Int) -> Caller? {
    callers.removeValue(forKey: id)
  }

  /// In the order in which they came.
  mutating func removeAll() -> [Caller] {
    defer { callers = [:] }
    return callers.sorted { $0.key < $1.key }.map(\.value)
  }
}
