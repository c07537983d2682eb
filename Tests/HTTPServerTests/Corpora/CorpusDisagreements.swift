/// Where the verdict differs from that of a corpus, and why.
enum CorpusDisagreements {
  struct Group {
    var reason: String
    var cases: [String]
  }

  static func reason(for id: String) -> String? {
    all.first { $0.cases.contains(id) }?.reason
  }

  static let all: [Group] = [
    Group(
      reason: """
        Limits: gunicorn's defaults are smaller than ours of 8192 bytes, and it counts the CRLF of a field line.
        """,
      cases: [
        "gunicorn-invalid/006", "gunicorn-invalid/008", "gunicorn-invalid/012", "gunicorn-invalid/017",
        "gunicorn-invalid/limit_header_default_01",
      ]),
    Group(
      reason: """
        Names with an underscore are ordinary names here and frame nothing. gunicorn refuses them, when so \
        configured, since CGI variables cannot tell them from those with a hyphen.
        """,
      cases: [
        "gunicorn-invalid/040", "gunicorn-invalid/chunked_07",
      ]),
    Group(
      reason: """
        Fields that gunicorn gives a meaning: two Content-Type fields, and two X-Forwarded fields that contradict \
        each other. Here both are for the handler to judge (RFC 9110 section 5.3 binds senders).
        """,
      cases: [
        "gunicorn-invalid/019", "gunicorn-invalid/041",
      ]),
    Group(
      reason: """
        Trailer fields for framing and routing are dropped and not merged, as RFC 9110 section 6.5.1 has it, instead \
        of refused.
        """,
      cases: [
        "gunicorn-invalid/rfc9110_trailer_forbidden_cl_01", "gunicorn-invalid/rfc9110_trailer_forbidden_host_01",
        "gunicorn-invalid/rfc9110_trailer_forbidden_te_01",
      ]),
    Group(
      reason: """
        The request ends before its last byte. A parser that is told of the end refuses; this one has answered \
        nothing yet, and with the missing bytes it is a valid request.
        """,
      cases: [
        "gunicorn-invalid/rfc9112_chunked_missing_final_crlf_01", "gunicorn-valid/099",
      ]),
    Group(
      reason: "A fragment is no part of a request target (RFC 9112 section 3.2).",
      cases: [
        "gunicorn-valid/005", "gunicorn-valid/009",
        "llhttp-transfer-encoding/POST with `chunked` as last transfer-encoding",
        "llhttp-transfer-encoding/POST with `chunked` as last transfer-encoding (multiple headers)",
        "llhttp-uri/Fragment in URI",
      ]),
    Group(
      reason: """
        Characters that a target must escape (RFC 3986 section 2): quotes, backslash, braces, vertical bar, non- \
        ASCII.
        """,
      cases: [
        "gunicorn-valid/014", "gunicorn-valid/027", "httparse-uri/urltest_150", "httparse-uri/urltest_220",
        "httparse-uri/urltest_nvidia", "llhttp-uri/Query URL with vertical bar character", "llhttp-uri/Quotes in URI",
        "picohttpparser/accept MSB chars",
      ]),
    Group(
      reason: """
        A "%" that two hexadecimal digits do not follow (RFC 3986 section 2.1): what it means is anybody's guess.
        """,
      cases: [
        "httparse-uri/urltest_093", "httparse-uri/urltest_100", "httparse-uri/urltest_101", "httparse-uri/urltest_102",
        "httparse-uri/urltest_103", "httparse-uri/urltest_255",
      ]),
    Group(
      reason: "A target in none of the four forms (RFC 9112 section 3.2): neither path nor http URL.",
      cases: [
        "httparse-uri/urltest_056", "httparse-uri/urltest_057", "httparse-uri/urltest_058", "httparse-uri/urltest_059",
        "httparse-uri/urltest_060", "httparse-uri/urltest_066", "httparse-uri/urltest_067", "httparse-uri/urltest_119",
        "httparse-uri/urltest_129", "httparse-uri/urltest_130", "httparse-uri/urltest_131", "httparse-uri/urltest_132",
        "httparse-uri/urltest_133", "httparse-uri/urltest_145", "httparse-uri/urltest_146", "httparse-uri/urltest_147",
        "httparse-uri/urltest_148", "httparse-uri/urltest_149", "httparse-uri/urltest_168", "httparse-uri/urltest_169",
        "httparse-uri/urltest_174", "httparse-uri/urltest_175", "httparse-uri/urltest_176", "httparse-uri/urltest_177",
        "httparse-uri/urltest_231", "httparse-uri/urltest_232", "httparse-uri/urltest_244", "httparse-uri/urltest_245",
        "httparse-uri/urltest_248",
      ]),
    Group(
      reason: "User information in an absolute target (RFC 9110 section 4.2.4: treat it as an error).",
      cases: [
        "gunicorn-valid/rfc9112_target_absolute_userinfo_01", "llhttp-uri/`host:port` and basic auth",
      ]),
    Group(
      reason: """
        An empty Host beside a target that names an authority: the two contradict each other (RFC 9112 section 3.2).
        """,
      cases: [
        "httparse-uri/urltest_247"
      ]),
    Group(
      reason: """
        Transfer codings other than chunked are 501 (RFC 9112 section 6.1), and two Transfer-Encoding lines are \
        refused.
        """,
      cases: [
        "gunicorn-valid/025", "gunicorn-valid/025_line", "gunicorn-valid/029", "gunicorn-valid/030",
        "gunicorn-valid/rfc9112_smuggle_gzip_chunked_01", "gunicorn-valid/rfc9112_smuggle_te_identity_chunked_01",
      ]),
    Group(
      reason: "Methods that this server does not know are 501 (RFC 9110 section 9.1), CONNECT among them.",
      cases: [
        "gunicorn-valid/031", "gunicorn-valid/031compat", "gunicorn-valid/031compat2",
        "gunicorn-valid/rfc9112_target_authority_connect_01", "gunicorn-valid/rfc9112_target_authority_ipv6_01",
        "llhttp-method/LINK request", "llhttp-method/LINK request (2)", "llhttp-method/M-SEARCH request",
        "llhttp-method/PURGE request", "llhttp-method/QUERY request", "llhttp-method/REPORT request",
        "llhttp-method/SEARCH request", "llhttp-method/SOURCE request",
      ]),
    Group(
      reason: "Other protocols than HTTP/1.x are 400: RTSP, ICE, and HTTP/0.9, which has no version.",
      cases: [
        "llhttp-method/ANNOUNCE request with RTSP", "llhttp-method/OPTIONS request with RTSP",
        "llhttp-method/SOURCE request with ICE", "llhttp-sample/No HTTP version",
      ]),
    Group(
      reason: "Folded field lines are 400 (RFC 9112 section 5.2); gunicorn takes them when so configured.",
      cases: [
        "gunicorn-valid/compat_obs_fold", "gunicorn-valid/compat_obs_fold_huge", "picohttpparser/parse multiline",
      ]),
    Group(
      reason: "Whitespace before the colon is 400 (RFC 9112 section 5.1); gunicorn takes it when so configured.",
      cases: [
        "gunicorn-valid/028"
      ]),
    Group(
      reason: "One space each separates the parts of a request line (RFC 9112 section 3).",
      cases: [
        "picohttpparser/accept multiple spaces between tokens"
      ]),
    Group(
      reason: "The PROXY protocol is not spoken: in front of a request it is garbage.",
      cases: [
        "gunicorn-valid/pp_01", "gunicorn-valid/pp_02", "gunicorn-valid/pp_04", "gunicorn-valid/pp_05",
      ]),
    Group(
      reason: """
        An Upgrade is ignored and the request served (RFC 9110 section 7.8); llhttp pauses, so that its caller may \
        decide.
        """,
      cases: [
        "llhttp-connection/Setting a flag and pausing"
      ]),
    Group(
      reason: """
        Bytes behind the last request of a connection are ignored (RFC 9112 section 9.6); llhttp calls them an \
        error.
        """,
      cases: [
        "llhttp-connection/No restart when keep-alive is off (1.0)"
      ]),
  ]
}
