import HTTPServer
import HTTPTypes

/// What a tracer in front of the portal says of the trace that a request belongs to: it goes on to the backend as it is.
///
/// The portal makes no spans. W3C Trace Context, section 3.4, has whoever takes no part pass its fields on, so that a trace
/// that began before the portal goes on behind it; a load balancer of AWS has a field of its own.
enum TraceContext {
  /// W3C Trace Context, section 3.3.1.5, has 512 characters of `tracestate` passed on at least. One longer than this is dropped.
  private static let longest = 1024

  static func fields(of request: Request) -> [HTTPField] {
    var passed: [HTTPField] = []
    // Without its parent, a state means nothing (section 3.3.1).
    if let parent = single(.traceparent, of: request) {
      passed.append(HTTPField(name: .traceparent, value: parent))
      let states = request.fields.values(.tracestate)
      // It may be split over several fields (section 3.3.1.1), unlike all others.
      let state = states.joined(separator: ",")
      if !states.isEmpty, state.utf8.count <= longest { passed.append(HTTPField(name: .tracestate, value: state)) }
    }
    if let trace = single(.amazonTraceID, of: request) {
      passed.append(HTTPField(name: .amazonTraceID, value: trace))
    }
    return passed
  }

  /// Two of them are as good as none: which is right cannot be known.
  private static func single(_ name: HTTPField.Name, of request: Request) -> String? {
    guard request.fields.contains(name) else { return nil }
    let values = request.fields.values(name)
    guard values.count == 1, let value = values.first, value.utf8.count <= longest else { return nil }
    return value
  }
}

extension HTTPField.Name {
  static let amazonTraceID = known("X-Amzn-Trace-Id")
}
