/// Sends a GET to the one HTTP server that it was made for. Discovery knows no HTTP client but this.
package protocol HTTPFetching: Sendable {
  /// `127.0.0.1:8500`, for people.
  var authority: String { get }

  /// The answer, of any status. Throws ``ResolutionFailure``: `timedOut` where the whole answer has not come after
  /// `timeout`, `malformed` where its body is over `longestBody` bytes, `unreachable`, `cancelled`.
  ///
  /// - Parameter path: With the query.
  func get(
    _ path: String, headers: [String: String], timeout: Duration, longestBody: Int
  ) async throws(ResolutionFailure) -> FetchedAnswer
}

/// What an HTTP server answered.
package struct FetchedAnswer: Sendable {
  package var status: Int
  /// By name in lower case.
  package var headers: [String: String]
  package var body: [UInt8]

  package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
