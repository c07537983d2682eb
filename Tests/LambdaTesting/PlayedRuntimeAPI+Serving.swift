import HTTPServer
import HTTPTypes

extension PlayedRuntimeAPI {
  /// Serves for as long as `body` runs, which gets what Lambda puts into `AWS_LAMBDA_RUNTIME_API`.
  package func serving(_ body: (String) async throws -> Void) async throws {
    var router = Router()
    let base = "/2018-06-01/runtime"
    router.get("\(base)/invocation/next") { _ in try await self.next() }
    router.on(.post, "\(base)/invocation/{id}/response") { try await self.take(.response, $0) }
    router.on(.post, "\(base)/invocation/{id}/error") { try await self.take(.error, $0) }
    router.on(.post, "\(base)/init/error") { try await self.take(.initError, $0) }
    try await router.serving { port in try await body("127.0.0.1:\(port)") }
  }
}
