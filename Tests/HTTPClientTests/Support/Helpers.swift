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
