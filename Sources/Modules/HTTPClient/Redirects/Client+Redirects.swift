import HTTPTypes

/// A redirect is followed here instead of by libcurl, which would send every field but `Authorization` and `Cookie` to
/// whatever host it is sent to, and knows nothing of private addresses.
extension Client {
  /// The first answer that is no redirect to follow.
  func execute(_ first: ClientRequest, following policy: RedirectPolicy) async throws -> ClientResponse {
    var request = first
    var outgoing = try OutgoingRequest(request, configuration: configuration)
    let deadline = outgoing.deadline
    var followed = 0
    while true {
      let response = try await perform(outgoing)
      let target = try RedirectDecision.target(
        status: response.status.code, location: response[.location], of: request, at: outgoing.url,
        followed: followed, limit: policy.limit)
      guard let target else { return response }
      request.fields = RedirectDecision.fields(request.fields, from: outgoing.url, to: target)
      request.url = target.text
      request.connectTo = nil
      request.unixSocket = nil
      let mustStayPublic = isPublic(response, to: outgoing, policy)
      outgoing = try OutgoingRequest(
        request, configuration: configuration, deadline: deadline, mayConnectTo: mustStayPublic ? policy.isPublic : nil)
      if mustStayPublic, outgoing.proxy != nil,
        !RedirectDecision.namesPublicHost(target, isPublic: policy.isPublic)
      {
        throw RedirectDecision.leadsInside(target)
      }
      followed += 1
    }
  }

  private func isPublic(_ response: ClientResponse, to request: OutgoingRequest, _ policy: RedirectPolicy) -> Bool {
    if request.proxy != nil {
      return RedirectDecision.namesPublicHost(request.url, isPublic: policy.isPublic)
    }
    // An address that cannot be read is taken for a public one, from which less is allowed.
    return response.peerAddress.map(policy.isPublic) ?? true
  }
}

extension ClientResponse {
  /// `remoteAddress` without its port.
  fileprivate var peerAddress: PeerAddress? {
    remoteAddress.lastIndex(of: ":").flatMap { PeerAddress(String(remoteAddress[..<$0])) }
  }
}
