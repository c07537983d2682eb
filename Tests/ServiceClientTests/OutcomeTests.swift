import Discovery
import HTTPClient
import HTTPTypes
import Testing

@testable import ServiceClient

/// What an attempt says of its instance, and of what may follow.
@Suite struct OutcomeTests {
  @Test(arguments: [
    (200, Outcome.success), (404, .success), (429, .overloaded), (500, .serverError), (501, .success),
    (502, .serverError), (503, .serverError), (504, .serverError), (505, .success),
  ])
  func answers_speak_for_or_against_their_instance(status: Int, outcome: Outcome) {
    #expect(Outcome(.answer(status)) == outcome)
  }

  @Test func unavailable_with_a_time_to_come_back_lives_and_is_busy() {
    #expect(Outcome(.answer(503, fields: [.retryAfter: "1"])) == .overloaded)
  }

  @Test(arguments: [
    (ClientError.Code.connectFailed, Outcome.connectFailure), (.connectTimeout, .connectFailure),
    (.tls, .connectFailure), (.connectionLost, .reset), (.protocolError, .reset), (.timeout, .timeout),
    (.cancelled, .cancelled), (.shutdown, .cancelled), (.internal, .cancelled), (.bodyTooLarge, .cancelled),
    (.invalidRequest, .cancelled),
  ])
  func failures_speak_against_it_unless_they_are_ours(code: ClientError.Code, outcome: Outcome) {
    #expect(Outcome(ClientError(code, ""), isPatient: true) == outcome)
  }

  @Test func kept_connection_that_its_server_was_closing_says_nothing() {
    #expect(Outcome(ClientError(.connectionLost, "", reusedConnection: true), isPatient: true) == .cancelled)
    let late = ClientError(.connectionLost, "", receivedBytes: true, reusedConnection: true)
    #expect(Outcome(late, isPatient: true) == .reset)
  }

  @Test func impatient_timeout_says_nothing() {
    #expect(Outcome(ClientError(.timeout, ""), isPatient: false) == .cancelled)
  }

  @Test(arguments: [
    (ClientError.Code.connectFailed, AttemptEnd.neverSent), (.connectTimeout, .neverSent), (.unresolved, .neverSent),
    (.connectionLost, .reset), (.timeout, .timedOut), (.protocolError, .final), (.tls, .final), (.cancelled, .final),
    (.bodyTooLarge, .final), (.shutdown, .final),
  ])
  func ends_of_failures(code: ClientError.Code, end: AttemptEnd) {
    #expect(AttemptEnd(ClientError(code, "")) == end)
  }

  @Test(arguments: [
    ("0", Duration.seconds(0)), ("17", .seconds(17)), ("", nil), ("-1", nil), ("1.5", nil), ("+1", nil), ("1 2", nil),
    ("Fri, 31 Dec 1999 23:59:59 GMT", nil), ("9999999999", nil), ("１", nil),
  ])
  func retry_after_is_read_in_seconds_only(text: String, expected: Duration?) {
    #expect(RetryAfter.seconds(.answer(429, fields: [.retryAfter: text])) == expected)
  }

  @Test(arguments: [502, 503, 504])
  func a_fault_behind_an_instance_is_neither_its_own_nor_better_elsewhere(status: Int) throws {
    let name = try #require(HTTPField.Name("Proxy-Status"))
    let fault = ClientResponse.answer(status, fields: [name: #""weather-1"; error=destination_unavailable"#])
    #expect(Outcome(fault) == .success)
    #expect(AttemptEnd(fault) == .final)
    let relayed = ClientResponse.answer(status, fields: [name: #""weather-1""#])
    #expect(Outcome(relayed) == .serverError)
    #expect(AttemptEnd(relayed) == .answered(status: status, retryAfter: nil))
  }
}
