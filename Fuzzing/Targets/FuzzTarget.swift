/// One thing that the fuzzer feeds: it takes any bytes, and traps where a rule does not hold.
enum FuzzTarget: String, CaseIterable {
  /// Request heads and the whole machine of a connection.
  case head
  /// Chunked bodies.
  case chunked
  /// The router, and decoding of paths and queries.
  case router
  /// Field values that the server reads: dates, ranges, entity tags, codings.
  case fields
  /// DNS messages.
  case dns
  /// XML documents.
  case xml
  /// Replies of all providers of data.
  case providers
  /// Events for the registrar.
  case events

  func run(_ bytes: [UInt8]) {
    switch self {
    case .head: HeadTarget.run(bytes)
    case .chunked: ChunkedTarget.run(bytes)
    case .router: RouterTarget.run(bytes)
    case .fields: FieldsTarget.run(bytes)
    case .dns: DNSTarget.run(bytes)
    case .xml: XMLTarget.run(bytes)
    case .providers: ProvidersTarget.run(bytes)
    case .events: EventsTarget.run(bytes)
    }
  }
}

/// Ends the process where `condition` does not hold: for libFuzzer that is a finding. Unlike a precondition, it says why
/// in optimised builds, too.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if !condition { fatalError(message()) }
}
