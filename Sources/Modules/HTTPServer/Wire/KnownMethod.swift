import HTTPTypes

/// The methods that some part of this server could handle.
///
/// A request's head is copied on its way to the handler; a case costs nothing to copy, a method's text would.
enum KnownMethod: String {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"
  case options = "OPTIONS"
  case patch = "PATCH"
  case trace = "TRACE"
  case connect = "CONNECT"

  var method: HTTPRequest.Method {
    switch self {
    case .get: .get
    case .head: .head
    case .post: .post
    case .put: .put
    case .delete: .delete
    case .options: .options
    case .patch: .patch
    case .trace: .trace
    case .connect: .connect
    }
  }
}
