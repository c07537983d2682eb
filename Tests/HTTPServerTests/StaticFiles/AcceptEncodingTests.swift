import Testing

@testable import HTTPServer

@Suite struct AcceptEncodingTests {
  @Test(arguments: [
    ("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("gzip, deflate, br, zstd", "br"), ("x-gzip", "gzip"),
    ("GZIP", "gzip"), ("*", "br"), ("", "identity"), ("deflate", "identity"), ("identity", "identity"),
    ("br;q=0.5, gzip", "gzip"), ("br;q=0.5, gzip;q=0.8, identity;q=0.9", "identity"), ("gzip;q=0.001", "gzip"),
    ("gzip;q=0", "identity"), ("*;q=0, gzip", "gzip"), ("br;q=0, *", "gzip"), ("identity;q=0", "nil"),
    ("identity;q=0, gzip;q=0.1", "gzip"), ("*;q=0", "nil"), ("*;q=0, identity", "identity"),
    ("identity;q=0, br;q=0, gzip;q=0", "nil"), ("identity;q=0, *", "br"), ("gzip ; q=1.000 , br;\tq=0.999", "gzip"),
    ("gzip;Q=0.5", "gzip"), ("gzip;q=2", "identity"), ("gzip;q=1.001", "identity"), ("gzip;q=0.0001", "identity"),
    ("gzip;q=", "identity"), ("gzip;q=a", "identity"), ("gzip;x=1", "identity"), ("gzip;q=-1", "identity"),
    ("gzip;q=0.5;x=1", "identity"), (",,gzip,,", "gzip"), (";q=1", "identity"), ("gzip;q=1.", "gzip"),
  ])
  func RFC9110_12_5_3_the_best_liked_coding_is_chosen(value: String, expected: String) {
    #expect(AcceptEncoding([value]).best(of: [.identity, .gzip, .brotli])?.rawValue ?? "nil" == expected)
  }

  @Test func without_the_field_the_plain_file_is_sent() {
    #expect(AcceptEncoding([]).best(of: [.identity, .gzip, .brotli]) == .identity)
  }

  @Test func several_lines_are_one_list() {
    #expect(AcceptEncoding(["gzip;q=0.5", "br;q=0.4"]).best(of: [.identity, .gzip, .brotli]) == .gzip)
  }

  @Test func only_what_there_is_is_chosen() {
    #expect(AcceptEncoding(["br, gzip;q=0.5"]).best(of: [.identity, .gzip]) == .gzip)
    #expect(AcceptEncoding(["br"]).best(of: [.identity]) == .identity)
  }
}
