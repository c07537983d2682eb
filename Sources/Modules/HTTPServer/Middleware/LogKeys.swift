/// The metadata keys of every log line about a request.
package enum LogKeys {
  package static let method = "method"
  package static let path = "path"
  package static let route = "route"
  package static let status = "status"
  package static let bytes = "bytes"
  /// Milliseconds, with microseconds behind the point.
  package static let duration = "duration_ms"
  package static let requestID = "request_id"
  package static let peer = "peer"
  package static let aborted = "aborted"
  package static let error = "error"
}
