import HTTPTypes

extension Response {
  /// This answer with `validators` as its `ETag` and `Last-Modified`; the 304 in its place where the client has that
  /// state already. Throws 412 where a condition of the request does not hold.
  ///
  /// For any route. Only a successful answer has conditions (RFC 9110 section 13.2.1).
  package func conditional(
    on request: Request, _ validators: Validators, now: Int64 = HTTPDate.now()
  ) throws(HTTPError) -> Response {
    guard status.kind == .successful else { return self }
    var response = self
    response.fields[.eTag] = validators.entityTag?.fieldValue
    // RFC 9110 section 8.8.2.1: a Last-Modified is never later than the answer's Date.
    response.fields[.lastModified] = validators.lastModified.map { HTTPDate.format(secondsSince1970: min($0, now)) }
    switch Preconditions(request, now: now).outcome(for: validators) {
    case .proceed: return response
    case .notModified: return response.notModified
    case .failed:
      throw HTTPError(.preconditionFailed, "The resource is not in the state that the request's conditions name.")
    }
  }

  /// RFC 9110 section 15.4.5: a 304 has the fields that a cache needs, `ETag`, `Vary`, `Cache-Control` and the like, but
  /// does not describe a body it has not. Every other field stays as well, since a cache replaces what it stored by what
  /// a 304 says: a policy that the 304 lacks could be replaced by a default that breaks the stored page.
  private var notModified: Response {
    var response = self
    response.status = .notModified
    response.body = .empty
    for name in [
      HTTPField.Name.contentType, .contentEncoding, .contentLanguage, .contentLength, .contentRange, .acceptRanges,
    ] {
      response.fields[name] = nil
    }
    if response.fields[.eTag] != nil { response.fields[.lastModified] = nil }
    return response
  }
}
