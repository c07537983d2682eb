package import DNS
package import Logging
package import Timing

/// Keeps a registry like the answers of DNS to some names: asks for them again and again, registers the addresses that
/// are new, and deregisters those that are gone.
///
/// A name that does not exist has no instances. Where nobody can be asked, the instances stay that were there: a name
/// server's silence says nothing of them, and their health is checked all the same.
package struct NameFollower: Sendable {
  private let names: [FollowedName]
  private let dns: any DNSLookup
  private let registry: Registry
  private let check: HealthCheck
  private let interval: Duration
  private let logger: Logger

  /// - Parameters:
  ///   - check: That all of these instances have.
  ///   - interval: Between two rounds of questions.
  package init(
    _ names: [FollowedName], dns: any DNSLookup, registry: Registry, check: HealthCheck, interval: Duration,
    logger: Logger
  ) {
    self.names = names
    self.dns = dns
    self.registry = registry
    self.check = check
    self.interval = interval
    self.logger = logger
  }

  /// Follows until the task is cancelled.
  package func run(_ time: TimeSource) async {
    var found: [FollowedName: [RegisteredInstance]] = [:]
    repeat {
      for name in names {
        if let instances = await instances(of: name, time) { found[name] = instances }
      }
      if Task.isCancelled { return }
      register(found.values.flatMap(\.self))
    } while (try? await time.sleep(for: interval)) != nil
  }

  /// Changes the registry only where something has changed, since each change renews the zones.
  private func register(_ instances: [RegisteredInstance]) {
    let registered = registry.snapshot.entries.filter { $0.origin == .name }.map(\.instance)
    guard Set(registered) != Set(instances) else { return }
    do {
      try registry.replace(.name, with: instances)
    } catch {
      logger.error("addresses not registered; the registry stays as it was", metadata: ["fault": "\(error)"])
    }
  }

  /// Nil where it could not be found out.
  private func instances(of name: FollowedName, _ time: TimeSource) async -> [RegisteredInstance]? {
    do {
      let answer = try await dns.lookup(
        Question(name: name.host, type: .a), deadline: .after(.seconds(2), by: time))
      return name.instances(at: answer.records.compactMap(\.data.address), check: check)
    } catch {
      if error.code == .noSuchName || error.code == .noData { return [] }
      logger.debug("name not followed", metadata: ["name": "\(name.host)", "fault": "\(error)"])
      return nil
    }
  }
}
