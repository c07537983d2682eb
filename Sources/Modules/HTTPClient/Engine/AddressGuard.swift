import CLibcurl

/// Lets a transfer connect only to addresses that it may connect to, at the last moment: with the address that the name
/// was just resolved to, and before a byte is sent.
extension EasyHandle {
  /// - Parameter transfer: Of a ``Transfer``, until the handle is reset.
  func guardAddresses(of transfer: UnsafeMutableRawPointer) throws(CurlFailure) {
    try check(clibcurl_guard_addresses(pointer, openSocket, beforeRequest, transfer))
  }
}

/// No socket for a forbidden address; libcurl then tries the next one that the name has.
private let openSocket: curl_opensocket_callback = { context, _, address in
  guard let context, let address else { return -1 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let isAllowed = transfer.mayConnect(to: clibcurl_address(address).flatMap(PeerAddress.init))
  guard isAllowed else { return -1 }
  return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
}

/// A connection that another request made, and that was kept, is looked at too.
private let beforeRequest: clibcurl_before_request = { context, address, _, _, _ in
  guard let context, let address else { return 1 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.mayConnect(to: PeerAddress(String(cString: address))) ? 0 : 1
}
