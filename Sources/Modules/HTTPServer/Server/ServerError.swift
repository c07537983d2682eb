import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Musl
#endif

/// Why a server could not start or go on.
package struct ServerError: Error, Sendable, CustomStringConvertible {
  package struct Code: Hashable, Sendable {
    private enum Value { case addressInUse, cannotBind, listenerFailed }
    private let value: Value

    /// Another process listens there.
    package static let addressInUse = Code(value: .addressInUse)
    /// The address is not one of this machine's, needs a privilege, or does not resolve.
    package static let cannotBind = Code(value: .cannotBind)
    /// The listening socket was lost while serving.
    package static let listenerFailed = Code(value: .listenerFailed)
  }

  package let code: Code
  /// One line that names the address and the fault.
  package let message: String
  package let cause: (any Error)?

  package var description: String { message }

  static func binding(_ host: String, _ port: Int, _ cause: any Error) -> ServerError {
    let place = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    let number = (cause as? IOError)?.errnoCode
    switch number {
    case EADDRINUSE:
      return ServerError(
        code: .addressInUse, message: "cannot listen on \(place): the port is in use by another process", cause: cause)
    case EACCES:
      return ServerError(
        code: .cannotBind, message: "cannot listen on \(place): ports below 1024 need a privilege", cause: cause)
    case EADDRNOTAVAIL:
      return ServerError(
        code: .cannotBind, message: "cannot listen on \(place): the address is not one of this machine", cause: cause)
    default:
      let reason = number.map { String(cString: strerror($0)) } ?? "the address cannot be resolved"
      return ServerError(code: .cannotBind, message: "cannot listen on \(place): \(reason)", cause: cause)
    }
  }
}
