import HTTPClient

/// Runs `work` with a client of its own, and shuts the client down whatever happens.
func withClient<Result>(
  _ configuration: ClientConfiguration = ClientConfiguration(), _ work: (Client) async throws -> Result
) async throws -> Result {
  let client = Client(configuration: configuration)
  do {
    let result = try await work(client)
    await client.shutdown()
    return result
  } catch {
    await client.shutdown()
    throw error
  }
}

/// The code of the ``ClientError`` that `work` throws; nil where it throws nothing.
func failure(_ work: () async throws -> Void) async throws -> ClientError? {
  do {
    try await work()
    return nil
  } catch let error as ClientError {
    return error
  }
}

extension Client {
  /// Sends `request` with a minute where it has the usual time limits, so that no test fails because its machine is busy.
  func send(_ request: ClientRequest) async throws -> ClientResponse {
    let usual = ClientRequest(url: request.url)
    var request = request
    if request.timeout == usual.timeout { request.timeout = .seconds(60) }
    if request.connectTimeout == usual.connectTimeout { request.connectTimeout = .seconds(60) }
    return try await execute(request)
  }
}
