import CLibcurl

/// libcurl's set of concurrent transfers and the connections it keeps.
///
/// `@unchecked Sendable` because it is made on one thread and used and freed on the loop's.
struct MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// libcurl asks for this once, before anything else, and it can fail where memory or the TLS library does.
  private static let globalInit = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  init(configuration: ClientConfiguration) throws {
    guard Self.globalInit == CURLE_OK else { throw CurlFailure(Self.globalInit) }
    guard let pointer = curl_multi_init() else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
    self.pointer = pointer
    let options: [(CURLMoption, Int)] = [
      (CURLMOPT_PIPELINING, 0),
      (CURLMOPT_MAXCONNECTS, configuration.maximumConnections),
      (CURLMOPT_MAX_TOTAL_CONNECTIONS, configuration.maximumConnections),
      (CURLMOPT_MAX_HOST_CONNECTIONS, configuration.maximumConnectionsPerHost),
    ]
    for (option, value) in options {
      let code = clibcurl_multi_set_long(pointer, option, max(0, value))
      guard code == CURLM_OK else {
        curl_multi_cleanup(pointer)
        throw CurlFailure(code)
      }
    }
  }

  /// Closes all kept connections. To be called once, with no transfer left in the handle.
  func free() {
    curl_multi_cleanup(pointer)
  }
}

extension CurlFailure {
  init(_ code: CURLcode, text: String? = nil) {
    self.init(code: Int32(code.rawValue), text: text ?? String(cString: curl_easy_strerror(code)))
  }

  init(_ code: CURLMcode) {
    self.init(code: code.rawValue, text: String(cString: curl_multi_strerror(code)))
  }
}
