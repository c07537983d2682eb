import FoundationEssentials
import HTTPServer
import HTTPTypes
import Upstream

extension METNorwayReply {
  /// Until when the forecast will not change, by `Expires`, as the terms of use ask; a minute at least, a day at most.
  static func freshness(of reply: UpstreamReply) -> Duration? {
    let now = Int64(reply.receivedAt.timeIntervalSince1970)
    return reply[.expires].flatMap { HTTPDate.parse($0, now: now) }.map { .seconds(min(86_400, max(60, $0 - now))) }
  }
}
