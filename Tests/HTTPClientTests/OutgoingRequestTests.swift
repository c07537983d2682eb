import HTTPTypes
import NIOCore
import Testing

@testable import HTTPClient

struct OutgoingRequestTests {
  @Test(arguments: [HTTPRequest.Method.post, .put, .patch])
  func methods_with_content_send_an_empty_body_where_none_is_given(method: HTTPRequest.Method) throws {
    #expect(try outgoing(ClientRequest(method: method, url: "http://h/")).body == ByteBuffer())
  }

  @Test(arguments: [HTTPRequest.Method.get, .delete, .head])
  func other_methods_send_no_body_where_none_is_given(method: HTTPRequest.Method) throws {
    #expect(try outgoing(ClientRequest(method: method, url: "http://h/")).body == nil)
  }

  @Test func peer_in_messages_is_where_the_connection_goes() throws {
    #expect(try outgoing(ClientRequest(url: "http://h/")).peer == "h:80")
    #expect(try outgoing(ClientRequest(url: "http://h/", connectTo: ("::1", 81))).peer == "[::1]:81")
  }

  @Test(arguments: [
    ClientRequest(method: .head, url: "http://h/", body: ByteBuffer(string: "x")),
    ClientRequest(method: .connect, url: "http://h/"), ClientRequest(url: "http://h/", timeout: .zero),
    ClientRequest(url: "http://h/", connectTimeout: .seconds(-1)),
    ClientRequest(url: "http://h/", maximumBodyBytes: -1),
  ])
  func request_that_cannot_be_sent_is_refused(request: ClientRequest) {
    #expect { _ = try outgoing(request) } throws: { ($0 as? ClientError)?.code == .invalidRequest }
  }

  @Test func user_agent_that_would_end_its_line_is_refused() {
    #expect {
      _ = try OutgoingRequest(
        ClientRequest(url: "http://h/"), configuration: ClientConfiguration(userAgent: "a\r\nEvil: 1"))
    } throws: {
      ($0 as? ClientError)?.code == .invalidRequest
    }
  }

  @Test func longest_durations_do_not_overflow() throws {
    let forever = Duration(secondsComponent: .max, attosecondsComponent: 0)
    let request = try outgoing(ClientRequest(url: "http://h/", timeout: forever, connectTimeout: forever))
    #expect(request.connectTimeout.wholeMilliseconds() == Int(Int32.max))
    #expect(request.remaining <= .longest)
  }

  @Test(arguments: [
    (Duration.microseconds(1), 1), (.milliseconds(5), 5), (.microseconds(5001), 6), (.seconds(2), 2000), (.zero, 0),
  ])
  func milliseconds_are_rounded_up(duration: Duration, milliseconds: Int) {
    #expect(duration.wholeMilliseconds() == milliseconds)
  }

  @Test(arguments: [
    (Duration.seconds(5), "5 s"), (.milliseconds(400), "400 ms"), (.microseconds(399_907), "400 ms"),
    (.milliseconds(1500), "1500 ms"), (.zero, "0 s"), (.nanoseconds(1), "1 ms"),
    (Duration(secondsComponent: .max, attosecondsComponent: 1), "2147483647 ms"),
  ])
  func durations_read_as_seconds_or_whole_milliseconds(duration: Duration, text: String) {
    #expect(duration.text == text)
  }

  private func outgoing(_ request: ClientRequest) throws -> OutgoingRequest {
    try OutgoingRequest(request, configuration: ClientConfiguration(userAgent: "test"))
  }
}
