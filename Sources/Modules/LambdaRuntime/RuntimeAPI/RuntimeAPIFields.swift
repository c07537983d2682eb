import HTTPTypes

extension HTTPField.Name {
  static let lambdaRequestID = lambda("Aws-Request-Id")
  static let lambdaDeadline = lambda("Deadline-Ms")
  static let lambdaFunctionARN = lambda("Invoked-Function-Arn")
  static let lambdaTraceID = lambda("Trace-Id")
  static let lambdaErrorType = lambda("Function-Error-Type")

  private static func lambda(_ rest: String) -> HTTPField.Name {
    guard let name = HTTPField.Name("Lambda-Runtime-\(rest)") else { preconditionFailure("\(rest) is a token.") }
    return name
  }
}
