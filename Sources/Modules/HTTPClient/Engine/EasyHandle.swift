import CLibcurl

/// Owns one libcurl transfer handle. Lives on the loop's thread only.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer

  init() throws(CurlFailure) {
    guard let pointer = curl_easy_init() else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
    self.pointer = pointer
  }

  deinit {
    curl_easy_cleanup(pointer)
  }

  /// Back to a new handle's state. Connections are not the handle's but the multi handle's, and stay.
  func reset() {
    curl_easy_reset(pointer)
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

/// Owns libcurl's list of header lines, which the handle it is set on refers to until it is reset.
final class FieldList {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?

  func append(_ line: String) throws(CurlFailure) {
    guard let longer = curl_slist_append(pointer, line) else { throw CurlFailure(CURLE_OUT_OF_MEMORY) }
    pointer = longer
  }

  deinit {
    curl_slist_free_all(pointer)
  }
}
