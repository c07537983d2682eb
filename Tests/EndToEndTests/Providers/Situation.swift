/// Something that a provider may do, and what our service may answer then.
struct Situation: Sendable {
  enum Question: Sendable {
    case known, unknown, withWrongKey
  }

  /// What must come back in `Retry-After`, in whole seconds.
  typealias Wait = ClosedRange<Int>

  var name: String
  /// As the stand-ins call it.
  var fault: String
  var question = Question.known
  var statuses: Set<Int>
  /// Nil where the answer has none.
  var wait: Wait?
  /// Whether the time limit decides, which then is to be short.
  var endsByTimeout = false

  private static func one(_ name: String, _ fault: String, _ statuses: Int..., wait: Wait? = nil) -> Situation {
    Situation(name: name, fault: fault, statuses: Set(statuses), wait: wait)
  }

  private static func slow(_ name: String, _ fault: String, _ statuses: Int...) -> Situation {
    Situation(name: name, fault: fault, statuses: Set(statuses), endsByTimeout: true)
  }

  static let day = 86_400

  /// What every host of every provider is tried with.
  static let common: [Situation] = [
    one("throttled, as this provider says it", "throttled", 503, wait: 1...day),
    one("429", "429", 503, wait: 1...day),
    one("429, Retry-After: 17", "429-seconds", 503, wait: 17...17),
    one("429, Retry-After as a date", "429-date", 503, wait: 100...120),
    one("429, Retry-After without bounds", "429-absurd", 503, wait: 1...day),
    one("500", "500", 502), one("502", "502", 502), one("503", "503", 502, 503), one("503, JSON", "503-json", 502, 503),
    one("503 once, then well", "503-once", 200), one("418", "418", 502),
    one("nobody listens", StandIns.nobodyListens, 502),
    slow("no answer", "slow", 504), slow("a byte now and then", "slow-body", 504),
    one("reset before the answer", "reset", 502), one("reset within the answer", "reset-middle", 502),
    one("closed without an answer", "closed", 502), one("shorter than announced", "truncated", 502),
    one("not HTTP", "not-http", 502), one("head of 8 MiB", "huge-head", 502),
    one("body of 64 MiB", "huge", 502), one("announces 1 TiB", "huge-declared", 502),
    one("gzip", "gzip", 200), one("gzip, cut", "gzip-truncated", 502), one("gzip, broken", "gzip-broken", 502),
    one("gzip bomb", "gzip-bomb", 502),
    one("HTML with 200", "html", 502), one("empty", "empty", 502), one("204", "204", 502),
    one("half a document", "half", 502), one("bytes", "binary", 502), one("not UTF-8", "invalid-utf8", 502),
    one("100,000 arrays deep", "deep", 502), one("100,000 objects deep", "deep-objects", 502),
    one("an array instead", "array", 502), one("a number instead", "number", 502),
    one("{}", "empty-object", 502),
    // What remains of such an answer may be enough for one of ours, in which the rest is null.
    one("every number is garbage", "garbage", 200, 404, 502),
    one("every number is 1e400", "numbers-1e400", 200, 404, 502),
    one("every number is 1e300", "numbers-1e300", 200, 404, 502),
    one("every number is -2^63", "numbers-negative", 200, 404, 502),
    one("every number is 10^20 - 1", "numbers-large", 200, 404, 502),
    one("everything is null", "nulls", 200, 404, 502), one("every text is 100 kB", "long-texts", 200, 404, 502),
    one("redirect to itself", "redirect-loop", 502), one("redirect to nowhere", "redirect-nowhere", 502),
    one("redirect to a file", "redirect-file", 502),
    one("redirect to another host", "redirect-other-host", 502),
    one("redirect to where nobody listens", "redirect-closed", 502),
  ]

  /// Where it is asked by GET; a form goes only where it was meant to go.
  static let moved = one("redirect, then well", "redirect-once", 200)

  /// Once for each provider, whatever its hosts.
  static let plain: [Situation] = [
    Situation(name: "found", fault: "ok", statuses: [200]),
    Situation(name: "unknown", fault: "ok", question: .unknown, statuses: [404]),
    Situation(name: "wrong key", fault: "ok", question: .withWrongKey, statuses: [502]),
  ]

  /// Where the answer is XML. Entities are never replaced by what they stand for; see `Matrix`.
  static let xml: [Situation] = [
    "doctype", "entity-internal", "entity-file", "entity-url", "entity-dtd", "entity-parameter", "entity-recursive",
    "entity-bomb",
  ].map { one("XML: \($0)", $0, 200, 502) }

  /// What only this provider does.
  static let own: [String: [Situation]] = [
    "yahoo": [
      one("outage as status 999", "outage-999", 502),
      one("429 with a line break", "throttled-crlf", 503, wait: 1...day),
    ],
    "finnhub": [one("not in the plan", "plan", 502)],
    "twelvedata": [
      one("not in the plan", "plan", 502), one("throttled in a 200", "throttled-in-200", 503, wait: 1...day),
      one("throttled until tomorrow", "throttled-day", 503, wait: 1...day),
      one("unknown in a 200", "unknown-in-200", 404),
    ],
    "alphavantage": [
      one("throttled for a second", "throttled-burst", 503, wait: 1...60),
      one("throttled, old form", "throttled-note", 503, wait: 1...day), one("the demo key", "demo-key", 502),
      one("bad call", "bad-call", 502, 404),
    ],
    "open-meteo": [
      one("throttled for an hour", "throttled-hour", 503, wait: 1...3600),
      one("throttled until tomorrow", "throttled-day", 503, wait: 1...day),
      one("too many at once", "throttled-concurrent", 503, wait: 1...day), one("overloaded", "overloaded", 502, 503),
    ],
    "met-norway": [
      one("deprecated", "deprecated", 200), one("outside of its area", "outside", 404, 502),
      one("refuses who calls", "forbidden", 502),
    ],
    "twitch": [
      one("first token revoked", "revoked", 200), one("every token revoked", "revoked-always", 502),
      one("token of another client", "no-match", 502), one("data: null", "data-null", 404, 502),
    ],
    "googlebooks": [
      one("not allowed", "plan", 502), one("another book", "wrong-item", 404),
      one("backend failed", "backend-failed", 502, 503),
    ],
    "goodreads": [
      one("key revoked", "revoked-key", 502), one("unknown in a 200", "unknown-in-200", 404),
      one("no CDATA", "plain", 200),
    ],
  ]
}
