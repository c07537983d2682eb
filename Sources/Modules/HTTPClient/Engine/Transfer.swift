import CLibcurl
import NIOCore

/// One request in libcurl's hands: what libcurl refers to while it runs, and what its callbacks have received.
///
/// libcurl holds an unretained pointer to it from `init` until its handle is reset; ``TransferLoop`` keeps it alive for
/// that long and is alone in using it, so nothing here is locked.
final class Transfer {
  let job: Job
  let handle: EasyHandle
  /// Coded bodies were asked for.
  private let decodes: Bool

  private var head: ResponseHead
  private var body = ByteBuffer()
  /// Why a callback stopped the transfer.
  private var failure: ClientError?
  /// An address was refused to connect to.
  private var hasRefusedAddress = false

  /// Bytes set aside for a body at once; a longer one grows as it comes, whatever length was announced.
  private static let mostReserved = 1024 * 1024

  init(job: Job, handle: EasyHandle, configuration: ClientConfiguration) throws {
    self.job = job
    self.handle = handle
    head = ResponseHead(limit: configuration.maximumHeadBytes)
    decodes = configuration.acceptsCompression
    do {
      try handle.prepare(job.request, configuration: configuration)
      let context = Unmanaged.passUnretained(self).toOpaque()
      try handle.set(CURLOPT_PRIVATE, to: context)
      try handle.set(CURLOPT_HEADERDATA, to: context)
      try handle.set(CURLOPT_HEADERFUNCTION, to: receiveHeadLine)
      try handle.set(CURLOPT_WRITEDATA, to: context)
      try handle.set(CURLOPT_WRITEFUNCTION, to: receiveBody)
      if job.request.mayConnectTo != nil { try handle.guardAddresses(of: context) }
    } catch {
      handle.reset()
      throw error
    }
  }

  /// Takes one line of the head, or of the trailer section; false ends the transfer.
  fileprivate func received(headLine line: UnsafeRawBufferPointer) -> Bool {
    attempt { () throws(ClientError) in
      guard try head.receive(line: line) else { return }
      if let receive = job.request.receive, let status = head.finalStatus { return receive(.head(status)) }
      guard job.request.expectsBody else { return }
      // The length of a coded body says little of what comes out.
      if decodes, head.expectsBody, try ContentCoding.isCoded(head.fields) { return }
      guard let length = try head.announcedLength() else { return }
      guard length <= job.request.maximumBodyBytes else { throw bodyTooLarge }
      body.reserveCapacity(min(length, Self.mostReserved))
    }
  }

  /// Takes a part of the body; false ends the transfer.
  fileprivate func received(body bytes: UnsafeRawBufferPointer) -> Bool {
    attempt { () throws(ClientError) in
      if let receive = job.request.receive { return receive(.body(ByteBuffer(bytes: bytes))) }
      guard body.readableBytes + bytes.count <= job.request.maximumBodyBytes else { throw bodyTooLarge }
      body.writeBytes(bytes)
    }
  }

  /// Whether a connection to `address` may carry this request.
  func mayConnect(to address: PeerAddress?) -> Bool {
    guard let isAllowed = job.request.mayConnectTo else { return true }
    if let address, isAllowed(address) { return true }
    hasRefusedAddress = true
    return false
  }

  /// What the caller gets now that libcurl has finished with `code`.
  func outcome(of code: CURLcode) -> Result<ClientResponse, any Error> {
    if let failure { return .failure(complete(failure)) }
    guard code == CURLE_OK else { return .failure(complete(error(for: code))) }
    // libcurl takes a connection that ends within the head for the end of the answer.
    guard let status = head.finalStatus else {
      let message = "\(job.request.peer) ended the connection within the head of the answer."
      return .failure(complete(ClientError(.connectionLost, message)))
    }
    let response = ClientResponse(
      status: status, received: head.fields, body: body, timings: handle.timings,
      remoteAddress: handle.remoteAddress, reusedConnection: handle.reusedConnection)
    return .success(response)
  }

  /// `error` with what is known of the connection. To be called before the handle is reset.
  func complete(_ error: ClientError) -> ClientError {
    var error = error
    error.receivedBytes = head.hasBegun || error.code == .redirectRefused
    error.reusedConnection = handle.reusedConnection
    return error
  }

  /// Whether the failure of its socket at `now` is taken for the silence of the peer: nothing came on a kept connection in
  /// the time after which one that does not acknowledge is ended.
  func isSilenced(at now: ContinuousClock.Instant) -> Bool {
    !head.hasBegun && handle.reusedConnection
      && now - job.request.began >= min(job.request.connectTimeout, job.request.timeout)
  }

  func silenced() -> ClientError {
    let limit = job.request.connectTimeout
    return complete(
      ClientError(.connectionLost, "\(job.request.peer) did not acknowledge the request within \(limit.text)."))
  }

  func timedOut() -> ClientError {
    complete(ClientError.timeout(of: job.request))
  }

  private func error(for code: CURLcode) -> ClientError {
    // Another address of the same name may have been tried, and have failed in another way.
    if hasRefusedAddress, [CURLE_COULDNT_CONNECT, CURLE_ABORTED_BY_CALLBACK].contains(code) {
      return RedirectDecision.leadsInside(job.request.url)
    }
    return ClientError(
      code, detail: handle.failureText, request: job.request,
      systemError: Int32(handle.number(CURLINFO_OS_ERRNO)),
      wasConnected: handle.wasConnected, tunnelStatus: handle.number(CURLINFO_HTTP_CONNECTCODE))
  }

  private var bodyTooLarge: ClientError {
    ClientError(
      .bodyTooLarge,
      "The answer of \(job.request.peer) is longer than the \(job.request.maximumBodyBytes) bytes allowed.")
  }

  /// libcurl knows only "stop": the reason is kept here.
  private func attempt(_ work: () throws(ClientError) -> Void) -> Bool {
    do {
      try work()
      return true
    } catch {
      failure = error
      return false
    }
  }
}

/// libcurl's callbacks return the number of bytes they took; any other number ends the transfer. `nil` never comes for
/// either pointer, but C cannot say so.
private let receiveHeadLine: clibcurl_receive = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer.received(headLine: line) ? line.count : stop
}

private let receiveBody: clibcurl_receive = { bytes, size, count, context in
  guard let bytes, let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return transfer.received(body: part) ? part.count : stop
}

/// Never the number of bytes that came (CURL_WRITEFUNC_ERROR).
private let stop = Int(UInt32.max)
