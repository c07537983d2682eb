import HTTPTypes
import Testing

@testable import AWS

/// The forms in which services tell of faults.
@Suite struct ErrorReadingTests {
  private func error(
    _ body: String, status: Int = 400, fields: HTTPFields = [:], from service: AWSService = .route53
  ) -> AWSError {
    AWSError(AWSReply(status: status, fields: fields, body: Array(body.utf8)), from: service)
  }

  @Test func Route_53_names_code_message_and_request() {
    let error = error(
      """
      <?xml version="1.0"?>
      <ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type>
      <Code>NoSuchHostedZone</Code><Message>No hosted zone found with ID: Z1</Message></Error>
      <RequestId>r-1</RequestId></ErrorResponse>
      """, status: 404)
    #expect(error.code == .noSuchHostedZone)
    #expect(error.message == "No hosted zone found with ID: Z1")
    #expect(error.requestID == "r-1")
    #expect(error.status == 404)
    #expect(error.details.isEmpty)
  }

  @Test func An_invalid_batch_in_the_older_form_has_all_its_messages() {
    let error = error(
      """
      <InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Messages>
      <Message>Tried to delete resource record set [name='a.', type='CNAME'] but it was not found</Message>
      <Message>Second.</Message></Messages><RequestId>r-2</RequestId></InvalidChangeBatch>
      """)
    #expect(error.code == .invalidChangeBatch)
    #expect(error.details.count == 2)
    #expect(error.message.hasSuffix("but it was not found Second."))
    #expect(error.requestID == "r-2")
  }

  @Test func An_invalid_batch_in_the_newer_form_is_the_same() {
    let error = error(
      """
      <ErrorResponse><Error><Type>Sender</Type><Code>InvalidChangeBatch</Code>
      <Message>[Tried to create a record that exists]</Message></Error><RequestId>r</RequestId></ErrorResponse>
      """)
    #expect(error.code == .invalidChangeBatch)
    #expect(error.message == "[Tried to create a record that exists]")
  }

  @Test func Load_balancing_answers_as_forms_do() {
    let error = error(
      """
      <ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type>
      <Code>TargetGroupNotFound</Code><Message>One or more target groups not found</Message></Error>
      <RequestId>r</RequestId></ErrorResponse>
      """, from: .loadBalancing)
    #expect(error.code == .targetGroupNotFound)
  }

  @Test(arguments: [
    "ClusterNotFoundException", "com.amazonaws.ecs#ClusterNotFoundException",
    "ClusterNotFoundException:http://internal.amazon.com/coral/", "a.b#ClusterNotFoundException:http://x/",
  ])
  func A_type_in_JSON_has_its_bare_name(type: String) {
    let plain = error(#"{"__type":"\#(type)","message":"Cluster not found."}"#, from: .ecs)
    #expect(plain.code == .clusterNotFound)
    #expect(plain.message == "Cluster not found.")
    let field = error(
      #"{"Message":"Cluster not found."}"#, fields: [.errorType: type, .requestID: "r-3"], from: .ecs)
    #expect(field.code == .clusterNotFound)
    #expect(field.message == "Cluster not found.")
    #expect(field.requestID == "r-3")
  }

  @Test(arguments: [
    "", "<html>Bad gateway</html>", "{}", "[1]", #"{"__type":7,"message":null}"#, "<ErrorResponse", "\u{0}",
    "<ErrorResponse><Error><Code>two words</Code></Error></ErrorResponse>", ##"{"__type":"#"}"##,
  ])
  func What_names_no_fault_is_told_by_its_status(body: String) {
    for service in [AWSService.route53, .ecs] {
      let error = error(body, status: 502, from: service)
      #expect(error.code == "HTTP502")
      #expect(error.message.hasSuffix("answered HTTP status 502."))
      #expect(error.isTransient)
    }
  }

  @Test func A_message_is_cut_and_keeps_to_one_line() {
    let long = String(repeating: "é\\r\\n", count: 3000)
    let error = error(#"{"__type":"X","message":"\#(long)"}"#, from: .ecs)
    #expect(error.message.count == 2000)
    #expect(!error.description.contains { $0.isNewline })
  }

  @Test func A_description_says_code_message_status_and_request() {
    #expect("\(AWSError("A", "b.", requestID: "r", status: 400))" == "A: b. (status 400, request r)")
    #expect("\(AWSError(.unreachable, "ECS cannot be reached."))" == "Unreachable: ECS cannot be reached.")
  }
}
