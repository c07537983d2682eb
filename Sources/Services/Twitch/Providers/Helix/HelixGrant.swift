import Chassis
import Upstream

/// What Twitch's token endpoint answers.
struct HelixGrant: Sendable {
  let token: Secret
  let lifetime: Duration

  private struct Body: Decodable {
    var access_token: String
    var expires_in: LooseNumber?
  }

  /// Throws ``ProviderError``.
  init(_ reply: UpstreamReply) throws(ProviderError) {
    switch reply.status {
    case 200: break
    case 400: throw .refused("Twitch does not know the client that TWITCH_CLIENT_ID names.")
    case 401, 403: throw .refused("Twitch does not accept the secret in TWITCH_CLIENT_SECRET.")
    case 429: throw .throttled(retryAfter: HelixReply.wait(reply))
    default: throw .unavailable()
    }
    let body = try reply.json(Body.self)
    // A field's value: anything else would end up in the head of the next request.
    guard !body.access_token.isEmpty, body.access_token.utf8.count <= 500,
      body.access_token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { throw .unavailable() }
    token = Secret(body.access_token)
    // Renewed a little early, so that it does not end on its way.
    let seconds = Plausible.count(body.expires_in?.value) ?? 3600
    lifetime = .seconds(min(max(seconds - 60, 1), 60 * 86_400))
  }
}
