import Testing

@testable import LambdaRuntime

@Suite struct RuntimeAPIAddressTests {
  @Test(arguments: ["127.0.0.1:9001", "localhost:65535", "sandbox.localdomain", "169.254.100.1:80"])
  func An_address_is_host_and_port(text: String) throws {
    let address = try #require(RuntimeAPIAddress(text))
    let id = try #require(RequestID("8476a536-e9f4"))
    let base = "http://\(text)/2018-06-01/runtime"
    #expect(address.next == "\(base)/invocation/next")
    #expect(address.response(to: id) == "\(base)/invocation/8476a536-e9f4/response")
    #expect(address.error(of: id) == "\(base)/invocation/8476a536-e9f4/error")
    #expect(address.initError == "\(base)/init/error")
  }

  @Test(arguments: [
    "", ":9001", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:+1", "a:1:2", "http://127.0.0.1:9001",
    "a/b",
    "a b", "user@host:1", "a:1/x", "a\n",
  ])
  func Anything_else_is_none(text: String) {
    #expect(RuntimeAPIAddress(text) == nil)
  }

  @Test(arguments: [
    (200, ReportReply.accepted), (202, .accepted), (400, .refused(status: 400)), (403, .refused(status: 403)),
    (413, .tooLarge), (429, .refused(status: 429)), (500, .containerError), (503, .refused(status: 503)),
  ])
  func A_report_is_taken_or_not_by_its_status(status: Int, reply: ReportReply) {
    #expect(ReportReply(status: status) == reply)
  }
}
