import CLibcrypto

/// SHA-256 (FIPS 180-4), and HMAC with it (RFC 2104), by the libcrypto that libcurl has for TLS.
enum SHA256 {
  /// Bytes of a digest.
  static let size = 32

  /// libcrypto fails only where memory runs out; the zeros that are left then make a signature that nobody accepts.
  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: size)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil)
    return digest
  }

  static func authenticationCode(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: size)
    HMAC(EVP_sha256(), key, Int32(truncatingIfNeeded: key.count), bytes, bytes.count, &code, nil)
    return code
  }
}

extension [UInt8] {
  /// Two digits for each byte, in lower case.
  var hexText: String {
    let digits = Array<UInt8>("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
