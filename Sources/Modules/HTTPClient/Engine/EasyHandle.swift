import CLibcurl

/// Owns one libcurl transfer handle, which carries one transfer after the other. Lives on the loop's thread only.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// Where libcurl writes its own words on a failure.
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  /// What holds for every request of the client is set.
  var hasPolicy = false

  init() throws(CurlFailure) {
    guard let pointer = curl_easy_init() else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
    self.pointer = pointer
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(pointer)
    errorText.deallocate()
  }

  /// Back to a new handle's state. Connections are not the handle's but the multi handle's, and stay.
  func reset() {
    curl_easy_reset(pointer)
    hasPolicy = false
  }

  /// libcurl's own words on the last failure; empty where it had none.
  var failureText: String { String(cString: errorText) }

  func collectFailureText() throws(CurlFailure) {
    errorText.pointee = 0
    try set(CURLOPT_ERRORBUFFER, to: UnsafeMutableRawPointer(errorText))
  }

  func set(_ option: CURLoption, to value: Int) throws(CurlFailure) {
    try check(clibcurl_set_long(pointer, option, value))
  }

  /// libcurl copies the string.
  func set(_ option: CURLoption, to value: String) throws(CurlFailure) {
    try check(clibcurl_set_string(pointer, option, value))
  }

  func set(_ option: CURLoption, to value: UnsafeMutableRawPointer?) throws(CurlFailure) {
    try check(clibcurl_set_pointer(pointer, option, value))
  }

  func set(_ option: CURLoption, to value: clibcurl_receive) throws(CurlFailure) {
    try check(clibcurl_set_receiver(pointer, option, value))
  }

  /// libcurl copies the bytes. The length has to be set first (CURLOPT_COPYPOSTFIELDS).
  func setBody(_ bytes: UnsafeRawBufferPointer) throws(CurlFailure) {
    try check(clibcurl_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count)))
    // An empty buffer may have no address, which libcurl would read as "no body".
    if bytes.isEmpty { return try set(CURLOPT_COPYPOSTFIELDS, to: "") }
    try set(CURLOPT_COPYPOSTFIELDS, to: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  func check(_ code: CURLcode) throws(CurlFailure) {
    guard code == CURLE_OK else { throw CurlFailure(code) }
  }

  func number(_ info: CURLINFO) -> Int { clibcurl_get_long(pointer, info) }

  func microseconds(_ info: CURLINFO) -> Duration { .microseconds(clibcurl_get_offset(pointer, info)) }

  func string(_ info: CURLINFO) -> String? { clibcurl_get_string(pointer, info).map { String(cString: $0) } }
}
