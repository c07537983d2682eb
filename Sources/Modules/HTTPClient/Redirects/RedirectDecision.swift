import HTTPTypes

/// What is to be done about one answer of a client that follows redirects.
enum RedirectDecision {
  /// Where to go on; nil where the answer is the caller's. Throws ``ClientError`` with the code `redirectRefused`.
  static func target(
    status: Int, location: String?, of request: ClientRequest, at url: RequestURL, followed: Int, limit: Int
  ) throws(ClientError) -> RequestURL? {
    guard [301, 302, 303, 307, 308].contains(status), let location, !location.isEmpty else { return nil }
    guard [.get, .head].contains(request.method), request.body == nil else { return nil }
    guard followed < limit else {
      throw refused(url, "more than \(limit) in a row are not allowed")
    }
    guard let target = try? url.resolving(location) else {
      throw refused(url, "where it leads is no HTTP URL, or one with credentials")
    }
    if url.origin.scheme == "https", target.origin.scheme != "https" {
      throw refused(url, "it leads from https to http at \(target.authority)")
    }
    return target
  }

  /// Those that may go along from `url` to `target`.
  static func fields(_ fields: HTTPFields, from url: RequestURL, to target: RequestURL) -> HTTPFields {
    guard url.origin != target.origin else { return fields }
    let harmless: [HTTPField.Name] = [.accept, .acceptLanguage, .userAgent]
    return HTTPFields(fields.filter { harmless.contains($0.name) })
  }

  /// Whether `url` names a public host as it is written: nobody knows what a name stands for at a proxy.
  static func namesPublicHost(_ url: RequestURL, isPublic: (PeerAddress) -> Bool) -> Bool {
    if let address = PeerAddress(url.host) { return isPublic(address) }
    return !url.namesThisMachine
  }

  static func leadsInside(_ target: RequestURL) -> ClientError {
    ClientError(
      .redirectRefused,
      "The redirect to \(target.authority) is not followed: it leads from a public address to one that is not.",
      receivedBytes: true)
  }

  private static func refused(_ url: RequestURL, _ reason: String) -> ClientError {
    ClientError(
      .redirectRefused, "The redirect by \(url.authority) is not followed: \(reason).", receivedBytes: true)
  }
}
