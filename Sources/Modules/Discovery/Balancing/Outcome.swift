/// How an attempt on an endpoint ended, as far as its health is concerned.
package enum Outcome: Sendable, Hashable {
  /// Any answer below 500, and 501 and 505 to 511, which tell of the request rather than of the instance.
  case success
  /// 500, 502, 503, 504: a soft sign.
  case serverError
  /// 429, or 503 with `Retry-After`: it lives, and has too much to do.
  case overloaded
  /// Refused, no route, or no connection in time: a hard sign.
  case connectFailure
  /// The connection broke before the answer was complete.
  case reset
  /// No answer in the time that an attempt has.
  case timeout
  /// The caller left, or another attempt was faster: says nothing about the endpoint.
  case cancelled
}
