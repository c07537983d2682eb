import Logging

extension PlannedChange {
  func log(to logger: Logger) {
    var metadata: Logger.Metadata = [
      "name": .string(name), "service": .string(service), "reason": .string(reason),
    ]
    if let to { metadata["target"] = .string(to) }
    if let from { metadata["before"] = .string(from) }
    logger.info("\(done)", metadata: metadata)
  }

  private var done: String {
    switch kind {
    case .create: "record created"
    case .replace: "record replaced"
    case .delete: "record deleted"
    }
  }
}
