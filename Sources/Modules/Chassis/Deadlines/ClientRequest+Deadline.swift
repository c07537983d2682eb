package import HTTPClient
import HTTPTypes
package import Timing

extension ClientRequest {
  /// This request, with no more time than the request has for which it is made, and telling the server so.
  ///
  /// Throws ``ClientError`` with the code `timeout` where no time is left: nothing is sent then.
  package func within(
    _ deadline: Deadline? = RequestDeadline.current, by time: TimeSource = .real
  ) throws -> ClientRequest {
    guard let deadline else { return self }
    let remaining = deadline.remaining(at: time.now())
    guard remaining >= .milliseconds(1) else {
      throw ClientError(.timeout, "The deadline of the request at work has passed.")
    }
    var request = self
    request.timeout = min(timeout, remaining)
    request.connectTimeout = min(connectTimeout, remaining)
    request.fields[.expectedTimeout] = String(request.timeout.wholeMilliseconds)
    return request
  }
}
