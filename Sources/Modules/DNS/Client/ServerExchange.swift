import Timing

/// What a server said to a question: a message whose code is NOERROR or NXDOMAIN.
struct ServerAnswer: Sendable {
  var message: Message
  var server: ServerAddress
  var transport: DNSTransportKind
  var receivedAt: TimeSource.Instant
}

/// Asks one server one question, in as many ways as it takes to understand each other: by TCP where the answer is too long
/// for UDP, and without extensions where the server does not know them.
struct ServerExchange: Sendable {
  let transport: any DNSTransport
  let time: TimeSource
  let random: RandomSource

  /// Each message may take `timeout`, all of them together until `deadline`.
  func ask(
    _ question: Question, of server: ServerAddress, over kind: DNSTransportKind, timeout: Duration, _ deadline: Deadline
  ) async throws(ServerTrouble) -> ServerAnswer {
    var kind = kind
    var wasTruncated = false
    var usesExtensions = true
    // Each turn gives up one of two ways, so there are three at most.
    while true {
      let query = DNSQuery(
        question, id: UInt16(truncatingIfNeeded: random.next()), usesExtensions: usesExtensions, over: kind)
      let reply = try await send(
        query, to: server, deadline.capped(to: timeout, at: time.now()),
        wasTruncated: wasTruncated)
      let receivedAt = time.now()
      switch reply {
      // RFC 2181 section 9: what came is ignored, and all of it is asked for by TCP.
      case .truncated:
        kind = .tcp
        wasTruncated = true
      case .malformed(let cause):
        throw ServerTrouble(
          server: server, kind: .malformed(cause), message: "sent what is no DNS message (\(cause))")
      case .message(let message):
        switch message.responseCode {
        case .noError, .nameError:
          guard !message.isReferral else {
            throw ServerTrouble(
              server: server, kind: .referral, message: "refers to other servers and does not recurse")
          }
          return ServerAnswer(message: message, server: server, transport: kind, receivedAt: receivedAt)
        // RFC 6891 section 7: a server that does not know the OPT record may say so like this.
        case let code where usesExtensions && [.formatError, .notImplemented, .badVersion].contains(code):
          usesExtensions = false
        case let code:
          throw ServerTrouble(server: server, kind: .code(code), message: "answered \(code)")
        }
      }
    }
  }

  private func send(
    _ query: DNSQuery, to server: ServerAddress, _ deadline: Deadline, wasTruncated: Bool
  ) async throws(ServerTrouble) -> DNSReply {
    let started = time.now()
    let outcome = await race(query, server, deadline)
    func trouble(_ kind: ServerTrouble.Kind, _ message: String) -> ServerTrouble {
      let way = query.transport == .tcp ? " by TCP" : ""
      let before = wasTruncated ? "has an answer too long for UDP, and " : ""
      return ServerTrouble(server: server, kind: kind, message: before + message + way)
    }
    switch outcome {
    case .success(let reply): return reply
    case _ where Task.isCancelled: throw trouble(.cancelled, "was not waited for")
    case .failure(let failure) where failure.code == .cancelled: throw trouble(.cancelled, "was not waited for")
    case .failure(let failure):
      throw trouble(.unreachable(failure), failure.message)
    case nil:
      throw trouble(.timedOut(after: time.now() - started), "did not answer")
    }
  }

  /// Nil where the deadline came first, or this task was cancelled.
  private func race(
    _ query: DNSQuery, _ server: ServerAddress, _ deadline: Deadline
  ) async -> Result<DNSReply, DNSTransportFailure>? {
    await withTaskGroup(of: Result<DNSReply, DNSTransportFailure>?.self) { group in
      group.addTask {
        do throws(DNSTransportFailure) {
          return .success(
            try await transport.exchange(query.bytes, with: server, over: query.transport) { query.reply(in: $0) })
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await time.sleepUntil(deadline.instant)
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }
}
