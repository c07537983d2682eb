import HTTPClient
import HTTPTypes
import NIOCore

/// The four requests of Lambda's Runtime API (version 2018-06-01).
struct RuntimeAPIClient: Sendable {
  /// Lambda may freeze the process for as long as nobody invokes the function, so this waits for longer than it keeps any.
  private static let patience = Duration.seconds(20 * 24 * 3600)

  let address: RuntimeAPIAddress
  let transport: any RuntimeTransport

  /// Waits until there is one. Throws ``ClientError``, with the code `cancelled` where the calling task was cancelled.
  func next() async throws -> NextReply {
    let collector = EventCollector()
    let response = try await transport.execute(
      ClientRequest(url: address.next, timeout: Self.patience, receive: { collector.receive($0) }))
    return NextReply(status: response.status.code, fields: response.fields, event: collector.event)
  }

  func respond(to id: RequestID, with answer: [UInt8], within limit: Duration) async throws -> ReportReply {
    try await post(answer, to: address.response(to: id), within: limit)
  }

  func report(_ fault: InvocationFault, of id: RequestID, within limit: Duration) async throws -> ReportReply {
    try await report(fault, to: address.error(of: id), within: limit)
  }

  /// The function could not start.
  func reportInit(_ fault: InvocationFault, within limit: Duration) async throws -> ReportReply {
    try await report(fault, to: address.initError, within: limit)
  }

  private func report(_ fault: InvocationFault, to url: String, within limit: Duration) async throws -> ReportReply {
    try await post(
      FaultDocument(fault).json, to: url, fields: [.lambdaErrorType: fault.code.description], within: limit)
  }

  private func post(
    _ body: [UInt8], to url: String, fields: HTTPFields = [:], within limit: Duration
  ) async throws -> ReportReply {
    var fields = fields
    fields[.contentType] = "application/json"
    let response = try await transport.execute(
      ClientRequest(
        method: .post, url: url, fields: fields, body: ByteBuffer(bytes: body), timeout: limit,
        connectTimeout: min(limit, .seconds(2)), maximumBodyBytes: 64 * 1024))
    return ReportReply(status: response.status.code)
  }
}
