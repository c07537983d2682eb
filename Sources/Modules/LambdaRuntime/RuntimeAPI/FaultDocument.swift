import FoundationEssentials

/// The body of a fault's report.
struct FaultDocument: Encodable {
  private static let longestMessage = 4000

  let errorMessage: String
  let errorType: String
  /// Swift has none to tell.
  let stackTrace: [String] = []

  init(_ fault: InvocationFault) {
    errorMessage = String(fault.message.prefix(Self.longestMessage))
    errorType = fault.code.description
  }

  var json: [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings can always be encoded; an empty body is what Lambda takes too.
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }
}
