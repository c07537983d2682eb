import Chassis
import Logging

extension ReconcilerNote {
  func log(to logger: Logger) {
    switch self {
    case .registered(let plan):
      logger.info(
        "registered",
        metadata: [
          "id": .string(plan.id), "name": .string(plan.service.name), "port": "\(plan.place.port)",
          "address": .string(plan.place.address ?? "the agent's own"),
        ])
    case .deregistered(let id): logger.info("deregistered", metadata: ["id": .string(id)])
    case .fault(let container, let fault):
      logger.warning("not registered", metadata: ["container": .string(container), "error": .string(fault)])
    case .conflict(let id, let reason):
      logger.warning("not registered", metadata: ["id": .string(id), "error": .string(reason)])
    case .refused(let id, let reason):
      logger.warning("Consul refuses a service; trying again", metadata: ["id": .string(id), "error": .string(reason)])
    case .consulFails(let text):
      logger.warning("Consul cannot be asked; trying again", metadata: ["error": .string(text)])
    case .consulAnswers: logger.info("Consul answers again")
    case .engineFails(let text):
      logger.warning("the engine cannot be asked; trying again", metadata: ["error": .string(text)])
    }
  }
}
