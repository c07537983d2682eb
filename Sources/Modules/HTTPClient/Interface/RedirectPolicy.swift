/// Which redirects a client follows: those of GET and HEAD without a body, by 301, 302, 303, 307 and 308, that name
/// where to go.
///
/// None leads from `https` to `http`, away from HTTP, or from a public address to one that is not (a network's own,
/// loopback, the metadata of a cloud machine): the address that is connected to counts, whatever the name said before.
/// Where a proxy makes the connection, that address is not known, and the host is judged as it is written. On
/// the way to another origin (scheme, host, port) only `Accept`, `Accept-Language` and `User-Agent` go along, since a
/// key may be in any other field. `connectTo` holds for the first request only, and the request's timeout for all
/// together. What is not followed fails with the code `redirectRefused`.
package struct RedirectPolicy: Sendable {
  /// Most redirects of one request.
  package var limit: Int

  /// Which addresses belong to the internet.
  var isPublic: @Sendable (PeerAddress) -> Bool = { $0.isPublic }

  package init(limit: Int = 3) {
    self.limit = limit
  }
}
