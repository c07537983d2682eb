import HTTPServer
import HTTPTypes
import ServiceClient
import Testing

@testable import Portal

@Suite struct CallerAttemptTests {
  @Test(arguments: [
    (nil, 1), ("1", 1), ("2", 2), ("0", 1), ("-1", 1), ("", 1), ("x", 1), ("1000000000", 1), ("+2", 1),
  ])
  func attempt_of_the_caller_is_read(text: String?, attempt: Int) {
    var fields: HTTPFields = [:]
    fields[.requestAttempt] = text
    let request = Request(method: .get, path: "/", fields: RequestFields(fields))
    #expect(CallerAttempt.number(of: request) == attempt)
  }
}
