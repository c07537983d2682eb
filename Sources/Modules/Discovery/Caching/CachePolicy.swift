/// How long the cache believes an answer, and how often it asks. The reasons stand in
/// docs/decisions/0016-resolution-cache.md.
package struct CachePolicy: Sendable, Hashable {
  /// TTLs are brought within these: Consul's is 0 and Weave's 1 s, and a long one only hides what is new.
  package var shortestTTL: Duration = .seconds(1)
  package var longestTTL: Duration = .seconds(60)
  /// By up to this part an answer lives shorter, so that not all portals ask in the same second.
  package var ttlJitter = 0.1

  /// A used answer is asked for anew after this part of its TTL, give or take a tenth of that.
  package var refreshPart = 0.8
  package var refreshJitter = 0.1
  /// From one query to the next, whatever asks for it.
  package var shortestInterval: Duration = .seconds(1)

  /// How long past its TTL an answer is used where there is no newer one.
  package var longestStale: Duration = .seconds(3600)
  /// "There is none" is believed for as long as the registry says, within these.
  package var shortestNegative: Duration = .seconds(1)
  package var longestNegative: Duration = .seconds(5)
  /// A removal is believed once an instance was missing from answers, each only a part, for this many TTLs.
  package var holdTTLs = 3

  /// Failures are tried again after 1 s, 2 s, 4 s and so on up to this (RFC 9520 section 3.2, RFC 8767 section 5) …
  package var longestRetry: Duration = .seconds(30)
  /// … but where no instance is known, people wait for the answer.
  package var longestRetryUnknown: Duration = .seconds(5)
  /// By up to this part a retry comes later.
  package var retryJitter = 0.2

  /// Of one query, with all its attempts.
  package var queryTimeout: Duration = .seconds(2)
  /// A watch ends where its service was not used for so long.
  package var watchIdle: Duration = .seconds(60)

  package init() {}
}
