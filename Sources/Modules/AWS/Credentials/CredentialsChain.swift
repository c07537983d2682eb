import FoundationEssentials
import Timing

/// Which source of credentials a program has, in the order of AWS's own tools: the environment, the container's agent, the
/// metadata of the EC2 instance. The first that is configured is the one; profile files are not read.
enum CredentialsChain {
  static func source(
    environment: [String: String], transport: any AWSTransport, time: TimeSource, now: @escaping @Sendable () -> Date
  ) -> any CredentialsSource {
    do throws(CredentialsError) {
      if let known = try Credentials.inEnvironment(environment) { return FixedCredentials(known) }
      if let url = try ContainerCredentialsURL.named(in: environment) {
        let agent = ContainerCredentials(url, environment: environment, transport: transport, time: time)
        return CredentialsCache(agent, time: time, now: now)
      }
      if let metadata = try InstanceMetadata(environment: environment, transport: transport, time: time) {
        return CredentialsCache(metadata, time: time, now: now)
      }
      return AbsentCredentials(
        error: CredentialsError(
          .absent,
          "There are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role gives them."
        ))
    } catch {
      return AbsentCredentials(error: error)
    }
  }
}
