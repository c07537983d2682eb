import Foundation
import HTTPServer
import HTTPTypes
import LambdaTesting
import NIOCore
import Synchronization

/// Hands out a task's credentials, as the agent of ECS does, and counts who asks.
final class CredentialsAgent: Sendable {
  private let count = Mutex(0)

  var questions: Int { count.withLock { $0 } }

  /// Serves for as long as `body` runs, which gets the URL.
  func serving(_ body: (String) async throws -> Void) async throws {
    var router = Router()
    router.get("/credentials") { _ in
      self.count.withLock { $0 += 1 }
      let end = Date.now.addingTimeInterval(6 * 3600).ISO8601Format()
      let text =
        #"{"AccessKeyId":"test-key","SecretAccessKey":"test-secret-key","Token":"test-token","Expiration":"\#(end)"}"#
      return Response(
        status: .ok, fields: [.contentType: "application/json"], body: .bytes(ByteBuffer(string: text)))
    }
    try await router.serving { port in try await body("http://127.0.0.1:\(port)/credentials") }
  }
}
