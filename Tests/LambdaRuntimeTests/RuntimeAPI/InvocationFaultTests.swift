import FoundationEssentials
import Testing

@testable import LambdaRuntime

@Suite struct InvocationFaultTests {
  private struct Document: Decodable, Equatable {
    var errorMessage: String
    var errorType: String
    var stackTrace: [String]
  }

  private func document(_ fault: InvocationFault) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(FaultDocument(fault).json))
  }

  @Test func A_fault_is_told_with_message_type_and_stack() throws {
    let fault = InvocationFault(.configurationInvalid, "REGISTRAR_ZONE_ID is \"\\\n\": it must be /ä/.")
    #expect(
      try document(fault)
        == Document(
          errorMessage: "REGISTRAR_ZONE_ID is \"\\\n\": it must be /ä/.", errorType: "Runtime.ConfigInvalid",
          stackTrace: []))
  }

  @Test func A_message_has_an_end() throws {
    #expect(try document(InvocationFault(.failed, String(repeating: "ä", count: 5000))).errorMessage.count == 4000)
  }

  @Test(arguments: [
    ("Function.NoSuchHostedZone", "Function.NoSuchHostedZone"), ("a b\r\nX: y", "a_b__X__y"),
    ("", "Runtime.UnknownReason"),
    ("ä/ö", "___"), (String(repeating: "a", count: 101), String(repeating: "a", count: 100)),
  ])
  func A_code_fits_in_a_field(text: String, code: String) {
    #expect(InvocationFault.Code(text).description == code)
  }

  @Test func Of_an_error_that_is_no_fault_only_the_type_is_told() {
    struct Surprise: Error {
      let secret = "hunter2"
    }
    #expect(InvocationFault(Surprise()) == InvocationFault(.failed, "The function failed with Surprise."))
    #expect(InvocationFault(InvocationFault.timedOut as any Error) == .timedOut)
  }
}
