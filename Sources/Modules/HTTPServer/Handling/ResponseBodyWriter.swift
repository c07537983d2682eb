package import NIOCore

/// Writes the pieces of a streamed answer, each as the client can take it.
package struct ResponseBodyWriter: Sendable {
  package typealias Write = @Sendable (ByteBuffer) async throws -> Void

  private let sink: Write

  package init(_ sink: @escaping Write) {
    self.sink = sink
  }

  /// Sends `piece` and returns once the connection can take more. Throws `CancellationError` where the client has left.
  package func write(_ piece: ByteBuffer) async throws {
    try await sink(piece)
  }
}
