import Discovery
import Synchronization
import Timing

/// Gives the answers of a list in turn, the last one for ever.
final class ScriptedResolver: ServiceResolver {
  private let time: TimeSource
  private let answers: Mutex<[Result<[ServiceInstance], ResolutionFailure>]>
  private let count = Mutex(0)

  let question: AskedQuestion? = AskedQuestion(name: "weather.service.consul.", type: "SRV")

  init(_ answers: [Result<[ServiceInstance], ResolutionFailure>], time: TimeSource) {
    self.answers = Mutex(answers)
    self.time = time
  }

  var queries: Int { count.withLock { $0 } }

  func resolve(deadline: Deadline) async throws(ResolutionFailure) -> Resolution {
    count.withLock { $0 += 1 }
    let answer = answers.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    return Resolution(instances: try answer.get(), ttl: .seconds(3600), receivedAt: time.now(), question: question)
  }
}
