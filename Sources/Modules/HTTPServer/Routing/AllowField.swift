import HTTPTypes

extension HTTPFields {
  /// The `Allow` field of a resource that has routes for `methods`: sorted, each once, with the HEAD that a GET brings
  /// and the OPTIONS that the router answers (RFC 9110 section 10.2.1).
  static func allow(_ methods: some Sequence<HTTPRequest.Method>) -> HTTPFields {
    var names = Set(methods.map(\.rawValue))
    if names.contains("GET") { names.insert("HEAD") }
    names.insert("OPTIONS")
    return [.allow: names.sorted().joined(separator: ", ")]
  }
}
