import Logging

extension ReconcilePlan {
  /// What is not done, and why.
  func log(to logger: Logger) {
    for kept in kept {
      logger.debug(
        "record is right",
        metadata: [
          "name": .string(kept.name), "service": .string(kept.service), "target": .string(kept.target),
          "reason": .string(kept.reason),
        ])
    }
    for one in nameless {
      logger.debug("no record", metadata: ["service": .string(one.service), "reason": .string(one.reason)])
    }
    for problem in problems {
      var metadata: Logger.Metadata = ["code": "\(problem.code)"]
      if let service = problem.service { metadata["service"] = .string(service) }
      if let name = problem.name { metadata["name"] = .string(name) }
      logger.warning("\(problem.message)", metadata: metadata)
    }
  }
}
